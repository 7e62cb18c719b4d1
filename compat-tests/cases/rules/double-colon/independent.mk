#: $ at 1 a b; at 5 t; make t; at 9 b; make t; rm t; make t
t:: a ; @echo from a
t:: b ; @echo from b
