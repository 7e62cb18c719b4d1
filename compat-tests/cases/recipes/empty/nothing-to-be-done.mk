#: $ make; make b; touch c; make c; make d; touch d; make d
a: b
b: ;
d: ; @:
