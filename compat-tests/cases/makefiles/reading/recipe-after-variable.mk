#: about a variable definition ends the rule
#: $ make
all:
X = 1
	@echo $(X)
