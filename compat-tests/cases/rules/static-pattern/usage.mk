#: $ make
objects = foo.o bar.o
all: $(objects)
$(objects): %.o: %.c
	@echo cc -c $< -o $@ stem $*
foo.c bar.c: ;
