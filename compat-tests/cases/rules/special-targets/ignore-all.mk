#: $ make
.IGNORE:
a: b ; false
b: ; @exit 3
