#: $ make
all: lib.a(a.o  b.o c.o) other.a(x) ; @echo '$^'
lib.a(a.o) lib.a(b.o) lib.a(c.o) other.a(x): ; @echo '$@|$%'
