#: $ make -r
#: $ rm -f *.q *.p v/*; make -rk impossible
#: $ rm -f *.q *.p v/*; touch y.q; make -r shell
#: $ rm -f *.q *.p v/*; make -r vpath
#: about implicit rules and VPATH find what recipes and shells made after a directory was read
all: z.b touches x.b
z.q:
touches: ; touch x.q
%.b: %.q ; @echo $@ from $<
%.c: %.q ; @echo $@ from $<
%.q: %.p ; @echo $@ from $<
impossible: x.b makes x.c
makes: ; @touch x.p
.SECONDEXPANSION:
shell: y.b expands x.b
expands: $$(shell touch x.q)
vpath: z.b fills x.b
vpath %.q v
fills: ; @mkdir -p v; touch v/x.q
