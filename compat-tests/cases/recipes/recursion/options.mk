#: $ make -k -s -i --no-print-directory X=1 'Y=a b' 'Z=$$$$x' 'E='
#: $ make -w -B --trace X:=2 -I inc -j1 -r
#: $ make -e --debug=n --warn-undefined-variables --no-builtin-variables
#: xfail with -R, GNU make warns of its own look at GNUMAKEFLAGS
all: ; @echo '$(MAKEFLAGS)' "/ $$MAKEFLAGS / $$MFLAGS / $$MAKEOVERRIDES / $(MFLAGS)"
