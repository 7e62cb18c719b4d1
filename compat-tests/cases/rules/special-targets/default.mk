#: $ touch foo.c; make anything foo.c
#: $ make other
.DEFAULT: ; @echo default for $@ '$<' '$^'
foo.c: ;
other: unknown.z ; @echo $^
