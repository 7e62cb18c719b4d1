#: $ make -r static; rm -f *.o *.c; make -r static-plain; rm -f *.o *.c; make -r explicit; rm -f *.o *.c
#: $ make -r recipe; rm -f *.x *.c; make -r recipe-first; rm -f *.x *.c
#: $ touch one; make -r both; rm -f *.k *.b; make -r reversed; rm -f *.k *.b; make -r alone; rm -f *.k *.b
#: $ touch baz.a; make -r made-both; rm -f *.c1 *.b1; make -r made-reversed; rm -f *.c1 *.b1
#: $ touch -d 2001-01-01 lib.c; touch lib.y; make -r lib.o; touch -d 2002-01-01 lib.c; make -r lib.z lib.x; ls lib.*
#: $ make -r --shuffle=reverse shuffled
#: about which files are intermediate: named by a static pattern rule, by two links, or there before
static: st.o
st.o: %.o: %.c
static-plain: sp.o
sp.o: %.o: sp.c
explicit: ex.o
ex.o: ex.c
st.y sp.y ex.y sr.y: ; touch $@
recipe: sr.x sr.o
recipe-first: sr.o sr.x
sr.o: %.o: %.c ; @echo $@
%.o: %.c ; @echo $@ from $<
%.x: %.c ; @echo $@ from $<
%.z: %.c ; @echo $@ from $<
%.c: %.y ; touch $@
both: two.k
reversed: two.l
alone: two.m
two.b:: one ; touch $@
%.k: %.b two.b ; @echo $@
%.l: two.b %.b ; @echo $@
%.m: two.b ; @echo $@
made-both: baz.c1
made-reversed: baz.c2
%.b1: %.a ; touch $@
%.c1: %.b1 baz.b1 ; @echo $@
%.c2: baz.b1 %.b1 ; @echo $@
shuffled: middle
middle: nosuch1 nosuch2
.INTERMEDIATE: middle
