#: about the recipe's rule's prerequisites come first
#: $ make
t: a
t: b
t: c ; @echo '$^' '<$<'
t: d
a b c d: ; @:
