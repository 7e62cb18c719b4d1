#: $ at 1 s; at 5 t; make; make -B; make --always-make -n
t: s ; @echo making
