#: $ make A=1
reverse = $(2) $(1)
$(info [$(call reverse,a,b)] [$(call reverse,a)] [$(call reverse, a , b ,c)] [$(call undefined,x)] [$(call subst,a,b,aa)] [$(call $(name)erse,1,2)])
zero = $(0)-$(1)-$(10)
map = $(foreach a,$(2),$(call $(1),$(a)))
o = $(call map,origin,o map MAKE)
$(info [$(call zero,1,2,3,4,5,6,7,8,9,ten)] $(o) [$(call info,via call)] [$(call if,,a,b)])
name = rev
inner = $(1)$(2)
outer = $(call inner,$(1)) $(2)
$(info [$(call outer,a,b)] [$(1)] [$(call inner)])
all:;@:
