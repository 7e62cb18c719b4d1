#: $ make -f a.mk
#: $ make -f b.mk
#: $ make -f c.mk
#: $ make -f d.mk
all:;@:
#: file a.mk
ifeq (a
endif
#: file b.mk
ifeq a b
endif
#: file c.mk
ifeq "a" "b" extra
endif
ifeq (a,b) extra
endif
ifdef A B
endif
all: ; @echo c
#: file d.mk
ifdef
endif
