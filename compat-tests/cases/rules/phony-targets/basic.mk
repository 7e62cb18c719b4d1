#: $ touch clean; make clean; make clean
.PHONY: clean
clean: ; @echo cleaning '$?'
