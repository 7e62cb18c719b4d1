#: about .DELETE_ON_ERROR spares a target whose command could not be started
#: $ make -k a b
.DELETE_ON_ERROR:
a:
	@echo x > $@
	no-such-command
b:
	@echo x > $@
	no-such-command; false
