#: about a dollar and a blank name a variable, which only the environment can give
#: $ env ' =blank' make
#: $ make --warn-undefined-variables
define x
a$
b$ 
$
endef
$(info [$x])
all:
	@echo a$ b
	$ 
	@echo $
	$	 
