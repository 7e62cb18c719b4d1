#: $ make
all:
	@echo one

# makefile comment between
	@echo two
   # indented comment is no recipe
	   @echo three
	
	X = 1; echo $$X not set $(X)
	@Y=2; echo $$Y
	@+-@echo modifiers
	  - @ false
	@echo end
