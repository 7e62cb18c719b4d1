#: about -t gives a member the time that its archive had before; writing it makes the archive new
#: $ touch a.o b.o c.o; ar rcD lib.a a.o b.o c.o; at 50 lib.a; touch a.o b.o c.o; make -t lib.a; ar tv lib.a
#: $ at 55 lib.a; make -t 'lib.a(c.o)' -W c.o; make -t -s 'lib.a(b.o)' -W b.o; ar tv lib.a
#: $ at 58 lib.a; make -t -n 'lib.a(c.o)' -W c.o; make -t 'lib.a(x.o)'; ar tv lib.a
#: filter s/[A-Z][a-z][a-z] +[0-9]+ [0-9:]+ 202[1-9] /now /
#: ignore lib.a
#: env TZ=UTC
lib.a: lib.a(a.o b.o)
(%): % ; @echo never
x.o: ; @echo never
