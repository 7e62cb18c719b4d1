#: $ make
.SECONDEXPANSION:
ONEVAR = onefile
TWOVAR = twofile
myfile: $(ONEVAR) $$(TWOVAR)
	@echo $@: $^
onefile twofile other: ; @echo $@
TWOVAR = other
