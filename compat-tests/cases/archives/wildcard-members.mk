#: $ touch a.o b.o c.c; ar rcU lib.a a.o b.o; make
#: ignore *.a
all: lib.a(*.o) ; @echo '$^'
a.o b.o: ;
lib.a(%.o): %.o ; @echo up $@ $%
