#: $ make -t; make
all:
ifneq (,$(findstring t,$(MAKEFLAGS)))
	+@echo touching
else
	@echo not touching
endif
