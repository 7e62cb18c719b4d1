#: $ touch f.b f.a; make f.x; make f.y
%.x: %.missing ; @echo missing
%.x: %.b ; @echo b
%.x: %.a ; @echo a
%.y: %.b %.missing ; @echo both
%.y: %.a ; @echo a
