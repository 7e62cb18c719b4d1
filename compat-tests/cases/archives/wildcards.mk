#: about archives of a member name may be a pattern; $(wildcard) looks whether they are there
#: $ touch x.o x2.o a.c; ar rc lib.a x.o x2.o; ar rc lib2.a x2.o; mkdir d; cp lib.a d; rm *.o
#: $ make -rk a b c d e f
$(info 1 [$(wildcard a.c(x))])
$(info 2 [$(wildcard lib.a(x*))])
$(info 3 [$(wildcard lib.a(y*))])
$(info 4 [$(wildcard lib.a( x.o y.o ))])
$(info 5 [$(wildcard l*.a(x.o))])
$(info 6 [$(wildcard l*.a(x*))])
$(info 7 [$(wildcard no.a(x.o) lib.a(x.o))])
$(info 10 [$(wildcard lib.a())])
$(info 11 [$(wildcard d(x) e(f))])
$(info 12 [$(wildcard lib.a(x.o) d/q.a(z))])
$(info 13 [$(wildcard ./lib.a(x.o))])
$(info 14 [$(wildcard lib?a(n.o))])

a: l*.a(x.o); @echo [$^]
b: l*.a(x*); @echo [$^]
c: lib.a(x*) no.a(q) no*.a(q); @echo [$^]
d: lib.a(z* x.o) ; @echo [$^]
e: l*.a(z*) ; @echo [$^]
f: l*.a(z) ; @echo [$^]
%.a(z): ; @echo z $@
%.a(z*): ; @echo z $@
(z*): ; @echo z $@
(z): ; @echo z $@
(q): ; @echo q $@
