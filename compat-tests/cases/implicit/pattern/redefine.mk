#: $ touch f.c; make f.o
%.o: %.c ; @echo own rule $<
