#: $ make -k -s -i --no-print-directory X=1 'Y=a b' 'Z=$$$$x' 'E='
#: $ make -w -B --trace X:=2 -I inc -j1 -r
#: $ make -e --debug=n --warn-undefined-variables --no-builtin-variables
all: ; @echo '$(MAKEFLAGS)' "/ $$MAKEFLAGS / $$MFLAGS / $$MAKEOVERRIDES / $(MFLAGS)"
