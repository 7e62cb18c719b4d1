#: $ touch real.c; make foo; make real; make x.c
%: %.gen ; @echo generic $@
foo.gen: ;
real.gen: ;
x.c.gen: ;
