#: $ touch clean FORCE.not; make clean; make clean
clean: FORCE
	@echo rm objects '$?'
FORCE:
