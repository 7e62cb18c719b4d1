#: $ make
a b &: c
c: ; @:
