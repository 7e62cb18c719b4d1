#: $ touch f.c h.h; make f.o
f.o: h.h
%.o: %.c ; @echo '$< $^'
