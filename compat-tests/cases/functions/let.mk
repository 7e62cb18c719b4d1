#: $ make
reverse = $(let first rest,$1,$(if $(rest),$(call reverse,$(rest)) )$(first))
a = global
$(info [$(call reverse,a b c d)] [$(let a b c,1 2,[$a][$b][$c])] [$a] [$(let a,1 2 3,$a)] [$(let a b,1 2 3,$b)] [$(let ,x,y)] [$(let a b,  p   q   r ,[$a][$b])])
all:;@:
