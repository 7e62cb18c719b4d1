#: $ touch x.a; make x.c; make y.c
%.c:: %.b ; @echo c from b
%.b: %.a ; @echo b from a; touch $@
