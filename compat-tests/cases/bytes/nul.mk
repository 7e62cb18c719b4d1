#: $ printf 'all: ; @echo one\n\0b: ; @echo two\nc:\0 ; @echo three\n' > nul.mk; make -f nul.mk all b c
#: $ printf 'V = a\0b\nall: ; @echo $(V)\n' > nul.mk; make -f nul.mk
#: $ printf 'include inc.mk\nall: ; @echo $(V)\n' > nul.mk; printf '\0\nV = 1\0\n' > inc.mk; make -f nul.mk
#: $ printf 'all: ; @printf "a\\000b" | od -An -c\n' > nul.mk; make -f nul.mk
#: about NUL bytes in makefiles
#: makefile none
