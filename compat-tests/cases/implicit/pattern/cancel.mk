#: $ touch f.c; make f.o
%.o : %.c
%.o : %.s
