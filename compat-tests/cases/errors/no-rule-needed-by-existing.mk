#: $ at 1 t; make
t: missing.h
	@echo never
