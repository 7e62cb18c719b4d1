#: $ make
a := $(later)
b = $(later)
c ?= $(later)
d := x
d += $(later)
e = x
e += $(later)
f != echo '$(later)'
later = LATER
target-$(a)-$(b): ; @echo '$@' '$(a)' '$(b)' '$(c)' '$(d)' '$(e)' '$(f)'
