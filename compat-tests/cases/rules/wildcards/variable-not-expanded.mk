#: $ touch a.o b.o; make
objects = *.o
imm := $(wildcard *.o)
all: ; @echo '$(objects)' $(objects) '$(imm)'
