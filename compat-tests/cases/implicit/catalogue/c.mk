#: $ touch a.c b.cc c.cpp d.C; make -n a.o b.o c.o d.o a b CFLAGS=-O CXXFLAGS=-O2 CPPFLAGS=-DX LDFLAGS=-L. LDLIBS=-lm TARGET_ARCH=-m64
all:
