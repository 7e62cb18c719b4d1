#: $ touch a.o; ar rcU lib.a a.o; make; make 'lib.a(zz.o)'
#: ignore *.a
all: lib.a(gone.o) ; @echo all
