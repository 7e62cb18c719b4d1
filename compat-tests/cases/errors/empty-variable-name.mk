#: $ make -f 1.mk; make -f 2.mk; make -f 3.mk
all:;@:
#: file 1.mk
 = 1
#: file 2.mk
override = 
 := x
#: file 3.mk
define =
endef
