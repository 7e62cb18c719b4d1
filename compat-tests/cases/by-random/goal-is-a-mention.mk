#: about goals are known before makefiles are remade
#: $ make x.b
%: x.b
	@echo $@
