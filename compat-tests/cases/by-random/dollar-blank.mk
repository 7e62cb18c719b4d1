#: about a dollar and a blank are nothing, at the end of a recipe line too
#: $ make
a:
	$ 
	@echo [$ ] x $ 
