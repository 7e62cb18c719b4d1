#: $ make
all:
	@echo before
ifdef UNDEFINED
	@echo no
else
	@echo yes
endif
	@echo after
