#: about the order is named after an ignored error too
#: $ make --shuffle=reverse
a:
	-false
	@no-such-command
