#: $ touch x.o y.o; make
#: ignore *.a
ARFLAGS = -cU -r
all: lib.a(x.o) lib.a(y.o)
lib.a(x.o): x.o ; @echo '$@ $% $< $*'; ar rcU lib.a x.o
lib.a(y.o): y.o ; @echo '$@ $% $(%D) $(%F)'; ar rcU $@ $%
x.o y.o: ;
