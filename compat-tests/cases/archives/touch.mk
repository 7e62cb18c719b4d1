#: $ touch a.o; ar rcU lib.a a.o; make -t
#: $ rm lib.a; make -t
#: ignore *.a
all: lib.a(a.o)
lib.a(a.o): src ; @echo never
src: ; @touch src
