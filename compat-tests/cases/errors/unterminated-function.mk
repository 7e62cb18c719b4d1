#: $ make -f 1.mk; make -f 2.mk; make -f 3.mk
all:;@:
#: file 1.mk
X := $(subst a,b,c
all:;@:
#: file 2.mk
X := ${info x
#: file 3.mk
all: ; @echo $(if x,y
