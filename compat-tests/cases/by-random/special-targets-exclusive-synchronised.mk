#: about seed 333233: under -O what reading printed is a block of its own, before the data base is
#: about settled; that .SECONDARY and .NOTINTERMEDIATE exclude each other is found then
#: $ MAKELEVEL=2 make -Otarget
$(info read)
VPATH = $(info not expanded)
.SECONDARY: t2
.NOTINTERMEDIATE: t2
all: ; @echo hi
