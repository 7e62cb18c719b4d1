#: about both normal and order-only is normal
#: $ at 2 t; at 5 a; make t
t: a | a b ; @echo '$^' '$|' '$?'
b: ; @echo b
a: ;
