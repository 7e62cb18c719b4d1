#: $ make -f 1.mk; make -f 2.mk; make -f 3.mk
all:;@:
#: file 1.mk
X := $(intcmp a,1)
#: file 2.mk
X := $(intcmp 1,)
#: file 3.mk
X := $(intcmp 1)
