#: $ make
t:: a ; @echo one '$^'
t:: b ; @echo two '$^'
t:: c
a b c: ; @echo $@
