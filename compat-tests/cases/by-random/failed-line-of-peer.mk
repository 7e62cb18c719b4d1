#: about the warning of a missing peer names the line that failed
#: $ make -r x
all:;
%.o %:
	@echo > $@
	@:
	@false
