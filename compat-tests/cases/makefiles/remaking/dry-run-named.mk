#: about unless the makefile itself is a goal
#: $ make -n Makefile
#: $ make -B -n gen.mk
-include gen.mk
all: ; touch all
gen.mk: ; @echo 'X = 1' > $@
Makefile: stamp ; touch $@
stamp: ; touch $@
