#: about without .SECONDEXPANSION a $ remains
#: $ make
myfile: $$(TWOVAR)
	@echo $@: $^
TWOVAR = other
