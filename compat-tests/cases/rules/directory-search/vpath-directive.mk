#: $ mkdir foo blish bar; touch bar/x.c blish/x.c foo/y.c bar/y.c foo/z.h; make
vpath %.c foo
vpath %   blish
vpath %.c bar
all: x.c y.c z.h ; @echo '$^'
z.h: ;
