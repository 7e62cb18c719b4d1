#: $ touch t; make t
t:: ; @echo always
t:: ; @echo also
