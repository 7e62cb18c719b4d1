#: $ mkdir src; touch src/foo.c; make -n foo.o
VPATH = src
all: foo.o
