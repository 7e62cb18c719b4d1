#: about an escaped backslash before a line's end ends the command only where no shell is needed yet
#: $ make -k direct quoted double shell builtin
define quoted
@echo 'a \\
b'
endef
define double
@echo "a \\
b"
endef
define direct
@echo a \\
@echo b
endef
define shell
@echo x; echo a \\
echo b
endef
define builtin
@cd . \\
echo b
endef
quoted double direct shell builtin:
	$($@)
