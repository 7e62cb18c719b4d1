#: $ make --no-silent -O --output-sync=line -W foo -o bar -f Makefile --eval='Q=1' --shuffle=none -l 3
all: ; @echo '$(MAKEFLAGS)' "/ $$MAKEFLAGS"
foo bar: ;
