#: $ make
define canned
@echo canned
@exit 2
endef
all:
	@echo one

	@echo two
	$(canned)
