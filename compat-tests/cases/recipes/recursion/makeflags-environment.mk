#: env MAKEFLAGS=ks X=env\ var --no-print-directory
#: $ make
#: $ MAKEFLAGS='-i -- Y=2' make Z=3
#: $ MAKEFLAGS='r -w' make
all: ; @echo '$(MAKEFLAGS)' '$(X)' '$(Y)' '$(origin X)'
