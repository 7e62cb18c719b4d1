#: $ make cleanall
.PHONY: cleanall cleanobj cleandiff
cleanall : cleanobj cleandiff
	@echo rm program
cleanobj :
	@echo rm *.o
cleandiff :
	@echo rm *.diff
