#: $ make -f 1.mk; make -f 2.mk; make -f 3.mk; make -f 4.mk; make -f 5.mk
all:;@:
#: file 1.mk
$(subst a,b)
#: file 2.mk
$(word 1)
#: file 3.mk
$(foreach a,b)
#: file 4.mk
$(if x)
#: file 5.mk
X := $(patsubst %.c)
