#: $ make ab.x
V = g
%.x: V += one
a%.x: V += two
a%: V += three
%.x: ; @echo '$(V)'
