#: about define with every operator; rules made by eval
define multi
@echo a $1 $@
@echo b $(x)
endef
define rule
$1: $2
	$$(call multi,$1)
	@echo $$(@) $1 $$^ $(x)
x_$1 := $1$(words $2)
endef
x = 1
all: p q
$(eval $(call rule,p,q))
$(foreach t,q r,$(eval $(call rule,$t,)))
$(info $(x_p) $(x_q) $(value rule))
all: r; $(call multi,z)
undefine x
define  y  =
 a
endef
define z +=
b
endef
define z +=
c
endef
define w :=
$(y)$(y)
endef
override define v
q
endef
v = 3
$(info [$(x)][$(y)][$(z)][$(w)][$(v)][$(flavor w)][$(origin v)])
