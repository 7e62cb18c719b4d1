#: about an include that is wanted only now, and whose prerequisite failed before: that one is named
#: $ make -rk
#: $ make -r
.SUFFIXES:
lib: missing ; touch $@
Makefile: lib ; @:
inc: lib ; @:
all: ; @:
-include inc
include inc
