#: $ make -k; make -k top2
top: a b ; @echo never
a: bad ; @echo never
b: ; @echo b
bad: ; @false
top2: missing ok ; @echo never
ok: ; @echo ok
