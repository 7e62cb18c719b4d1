#: $ touch f.a g.a; make f.c; make g.d; ls f.* g.*
.NOTINTERMEDIATE: %.b
%.c %.d: %.b ; @echo $@; touch $@
%.b: %.a ; @echo $@; touch $@
