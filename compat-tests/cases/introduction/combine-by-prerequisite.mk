#: $ at 1 a.c b.c defs.h command.h
#: $ make -n
objects = a.o b.o
edit: $(objects) ; cc -o $@ $(objects)
$(objects) : defs.h
a.o : command.h
