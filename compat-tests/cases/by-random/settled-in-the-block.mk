#: about warnings of suffix rules come before VPATH is expanded; under -O with several jobs both belong to
#: about the block of what reading printed, with one job they are not synchronised
#: $ MAKELEVEL=1 make -w
#: $ MAKELEVEL=1 make -w -Otarget
#: $ MAKELEVEL=1 make -w -Oline -j2 a
#: $ MAKELEVEL=1 make -w -Otarget J=-j2 a
#: $ MAKELEVEL=1 make -w -Orecurse -j2 a
$(info reading)
MAKEFLAGS += $J
.c.o: foo ; @echo suffix
VPATH = $(info vpath)d1
all: a b ; @echo all $(info in-all)
a: ; @echo a
b: ; @echo b $(info in-b)
