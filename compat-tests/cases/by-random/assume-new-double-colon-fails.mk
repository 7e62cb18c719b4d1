#: $ make -krW a
#: $ make -krW a b
#: $ make -qk t2 nosuch; echo $?; make -qk nosuch t2; echo $?
#: $ make -f Makefile -f inc.mk
#: about -W of a double-colon target, -q with a failure, a makefile both given and included
a:: ; @echo $@
b: a
t2: ; echo $@
-include inc.mk
