#: $ make
D = 1
all:
ifdef D
	@echo d
  ifndef E
	@echo not e
  endif
else
	@echo no
endif
	@echo end
	ifdef D
