#: $ make
a: b ; @echo '$@ $^'
b: c ; @echo '$@ $^'
c: a ; @echo '$@ $^'
