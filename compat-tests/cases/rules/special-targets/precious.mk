#: $ make p.c; ls *.c *.b; rm -f *.c *.b; make q.c; ls
.PRECIOUS: %.b
%.c: %.b ; @echo $@; touch $@
%.b: %.a ; @echo $@; touch $@
%.a: ; @echo $@; touch $@
