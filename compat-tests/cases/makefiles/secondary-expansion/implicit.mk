#: $ make foo.x dir/bar.x
.SECONDEXPANSION:
%.x: $$*.src $$(@D)/$$(@F).dep $$(addsuffix .c,$$*) | $$(wildcard .) ; @echo '$@ : $^ | $| stem $*'
%.src %.dep %.c: ; @echo $@
