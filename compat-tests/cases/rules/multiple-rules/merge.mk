#: $ make
objects = foo.o bar.o
all: $(objects) ;
foo.o : defs.h
bar.o : defs.h test.h
$(objects) : config.h
%.o: ; @echo $@: $^
defs.h test.h config.h: ;
