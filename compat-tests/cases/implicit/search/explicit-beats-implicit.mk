#: $ touch f.c; make f.o
f.o: ; @echo explicit
%.o: %.c ; @echo implicit
