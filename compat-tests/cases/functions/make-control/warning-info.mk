#: $ make 2>err; cat err
$(info to stdout)
X := $(warning to stderr, line two)
all:
	@echo recipe $(warning in recipe)
	@echo '[$(info only text)]'
