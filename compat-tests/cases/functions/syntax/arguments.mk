#: $ make
comma := ,
empty :=
space := $(empty) $(empty)
foo := a b c
$(info $(subst $(space),$(comma),$(foo)))
$(info $(subst ,x,abc) [$(subst a,,banana)] [$(subst  a , b , a )])
$(info ${subst a,b,a} $(subst a,b,(a,a)) $(strip  a   b ))
$(info $(subst	a,b,tab))
all:;@:
