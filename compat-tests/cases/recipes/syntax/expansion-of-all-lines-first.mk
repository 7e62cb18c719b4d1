#: about the whole recipe is expanded before its first line runs
#: $ make
all:
	@echo one > f
	@echo '$(wildcard f)' '$(shell cat f 2>/dev/null)'
	@echo '$(info from line three)'
