#: $ make -f a.mk
#: $ make -f b.mk
#: $ make -f c.mk
#: $ make -f d.mk
all:;@:
#: file a.mk
else
#: file b.mk
endif
#: file c.mk
ifdef X
else
else
endif
#: file d.mk
ifdef X
else ifdef Y extra
endif
all: ; @echo ok
