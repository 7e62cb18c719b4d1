#: $ make -f a.mk
#: $ make -f b.mk
#: $ make -f c.mk
all:;@:
#: file a.mk
endef
all:;@:
#: file b.mk
define
endef
all:;@:
#: file c.mk
define X = extra text
body
endef extra
$(info $(X))
all:;@:
