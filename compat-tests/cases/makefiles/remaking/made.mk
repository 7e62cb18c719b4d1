#: $ make
#: $ make
include gen.mk
all: ; @echo X=$(X) restarts=$(MAKE_RESTARTS)
gen.mk:
	@echo making $@
	@echo 'X = generated' > $@
