#: $ at 1 real; ln -s real link; at 5 t; make; make -L; touch -h -d '2021-01-01' link; make; make -L
t: link ; @echo making $@
