#: about a tab line outside of a rule context is parsed as makefile text if it can be
#: $ make
	
	# comment
	X = tab
all: ; @echo '$(X)'
