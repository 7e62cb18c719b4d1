#: $ make X=cmd -j1 a b
include gen.mk
a b: ; @echo $@ $(X) $(MAKE_RESTARTS)
gen.mk: ; @echo 'Y = 1' > $@
