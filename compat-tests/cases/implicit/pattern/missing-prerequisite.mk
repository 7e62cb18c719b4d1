#: $ make f.o; make -k f.o
%.o: %.c hdr.h ; @echo $@
f.c: ;
