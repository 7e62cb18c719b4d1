#: $ make
#: $ make p.x
%.x:
	@echo pattern $@
.c.o:
	@echo suffix
./real:
	@echo $@
