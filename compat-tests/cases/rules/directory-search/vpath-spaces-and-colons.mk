#: $ mkdir a b c; touch c/x.c; make
vpath %.c a:b  c
all: x.c ; @echo '$^'
