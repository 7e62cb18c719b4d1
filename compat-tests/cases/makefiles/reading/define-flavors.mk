#: $ make
x = 1
define imm :=
$(x)
endef
define def =
$(x)
endef
define cond ?=
$(x)
endef
define imm2 ::=
$(x)
endef
define imm3 :::=
$(x)$$
endef
define sh !=
echo $(x)
endef
define app +=
one
endef
define app +=
two $(x)
endef
x = 2
all: ; @echo '$(imm) $(def) $(cond) $(imm2) $(imm3) $(sh)'
$(info [$(app)] $(flavor imm) $(flavor def) $(flavor cond) $(flavor imm2) $(flavor imm3) $(flavor sh) $(flavor app))
