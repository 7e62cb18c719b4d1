#: $ at 1 t; at 5 oo; make t; at 6 n; make t
t: n | oo ; @echo $@ '$?' '$|'; touch $@
n oo: ;
