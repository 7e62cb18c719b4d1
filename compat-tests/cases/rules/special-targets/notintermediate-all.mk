#: $ touch f.a; make f.c; ls f.*
.NOTINTERMEDIATE:
%.c: %.b ; @echo $@; touch $@
%.b: %.a ; @echo $@; touch $@
