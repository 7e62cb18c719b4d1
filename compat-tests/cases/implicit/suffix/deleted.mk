#: $ touch f.c; make f.o; make f.p
.SUFFIXES:
.SUFFIXES: .q
.c.p: ; @echo not a rule
.q.p: ; @echo not
