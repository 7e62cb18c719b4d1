#: $ echo text > lib.a; touch m.o; make
all: lib.a(m.o) ; @echo all
lib.a(m.o): m.o ; @echo adding
m.o: ;
