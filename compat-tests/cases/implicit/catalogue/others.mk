#: $ touch a.p b.f c.F d.r e.s f.S g.m h.mod i.l j.y k.tex l.texi m.sh n.def; make -n a.o b.o c.o d.o e.o f.s g.o i.c j.c k.dvi l.info m h.sym
all:
