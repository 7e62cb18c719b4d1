#: $ make
a: a b ; @echo '$@ $^'
b: ; @echo b
