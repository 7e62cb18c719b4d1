#: about recursive functions, map, compose
fn = $(if $(filter-out 0,$1),$(call fn,$(words $(wordlist 2,$1,$(list))))$1,)
list := 1 2 3 4 5 6 7 8
$(info $(call fn,8))
comma := ,
empty :=
space := $(empty) $(empty)
$(info $(subst $(space),$(comma),$(strip $(list))))
$(info $(join $(addsuffix :,$(list)),$(list)))
rest = $(wordlist 2,$(words $1),$1)
map = $(foreach a,$2,$(call $1,$a))
o = $(origin $1)
$(info $(call map,o,o map MAKE CC nope PATH @ 1))
compose = $(call $1,$(call $2,$3))
$(info $(call compose,words,strip,  a  b ))
not = $(if $1,,T)
and3 = $(and $1,$2,$3)
$(info [$(call not,)][$(call not,x)][$(call and3,a,b,c)][$(call and3,a,,c)])
$(info $(sort $(foreach f,$(filter d%,$(list) d1 d3 d2),$(patsubst d%,%d,$f))))
$(info $(let x y z,$(list),$z-$y-$x)|$(x)$(y)$(z))
$(info $(value fn))
p = $(1:%.c=%.o)$(2:a=b)
$(info $(call p,x.c y.c,aa ba))
$(info $(call $$,a)$(call  p , z.c , a ))
$(info ${call p,${list:%=%.c},a})
$(info $(call call,p,q.c))
q = $(call p,$1)$(call p,$2)
$(info $(call q,a.c,b.c,c.c))
all:;
