#: about what is wrong with switches is said in an unknown directory, if one is to be announced
#: $ make -Obad -w
#: $ make -w --no-print-directory -Obad
#: $ make -C / --shuffle=x
#: $ make -C / -s -Obad
#: $ make -w -j0 2>&1 | grep "^make"
#: $ make -j0 -w 2>&1 | grep "^make"
#: $ make -w --bogus 2>&1 | grep "^make"
#: $ MAKELEVEL=1 make -w =x
#: $ MAKEFLAGS='w -- =x' make
#: $ make sub
all:
sub: ; $(MAKE) -w =
