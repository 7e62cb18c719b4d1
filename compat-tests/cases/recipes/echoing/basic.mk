#: $ make
#: $ make -s
#: $ make -n
all:
	@echo silent
	echo loud
	@-false
	-@exit 3
	@
	@@ echo two at signs
