#: $ make
define two
echo a
@echo b
-false
endef
all: a b
a: ; @$(two)
b: ; -$(two)
