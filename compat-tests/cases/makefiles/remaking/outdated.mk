#: $ at 1 gen.mk; at 5 gen.in; echo 'X = new' > gen.in; make
#: $ make
-include gen.mk
all: ; @echo X=$(X) restarts=$(MAKE_RESTARTS)
gen.mk: gen.in
	cp $< $@
