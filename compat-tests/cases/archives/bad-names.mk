#: $ make -f 1.mk; make -f 2.mk
all:;@:
#: file 1.mk
all: lib.a(x
	@echo $^
#: file 2.mk
all: lib.a() ; @echo '$^'
