#: $ touch f.a; make f.c; rm f.b; make f.c; ls f.*
.SECONDARY:
%.c: %.b ; @echo $@; touch $@
%.b: %.a ; @echo $@; touch $@
