#: $ make
a:: ; @echo one
a: b
