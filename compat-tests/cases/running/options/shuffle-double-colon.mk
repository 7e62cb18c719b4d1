#: about of a double-colon target the first rule only is shuffled
#: $ make --shuffle=reverse x
#: $ make --shuffle=reverse all
x:: a b
x:: c d
all: x e f
a b c d e f:; @echo $@
