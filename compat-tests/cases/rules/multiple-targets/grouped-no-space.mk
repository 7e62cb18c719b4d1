#: $ make b
a b&: ; @echo '$@'; touch a b
