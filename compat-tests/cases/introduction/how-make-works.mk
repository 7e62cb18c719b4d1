#: about the default goal is the first target that does not begin with a dot; unrelated rules do not run
#: $ make
.PHONY: other
.hidden:
	@echo hidden
first: third
	@echo first
second:
	@echo second
third:
	@echo third
