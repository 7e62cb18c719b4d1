#: about eval: several lines at once, target variables, values that redefine themselves
define nl


endef
$(eval a := 1$(nl)b := 2$(nl)ifdef a$(nl)c := 3$(nl)else$(nl)c := 4$(nl)endif)
$(info $a$b$c)
$(eval $(foreach i,1 2 3,v$i := $i$(nl)))
$(info $(v1)$(v2)$(v3))
$(eval all: $(foreach i,1 2,t$i)$(nl)t1 t2: ; @echo $$@ $(nl)t1: p := q$$(p2)$(nl))
p2 = zz
t1: ; @echo p=$(p)
$(eval t2: export W = $$@)
t2: ; @echo $$W
$(foreach t,t3 t4,$(eval all: $t) $(eval $t: loc := $t$$t)$(eval $t: ; @echo $$@ $$(loc) $$(t) $t))
$(eval )
$(eval  # comment)
$(eval x ?= 5)$(eval x += 6)$(eval x != echo $(x))
$(info $x $(flavor x))
f = $(eval ret := $(1:%=<%>))$(ret)
$(info $(call f,a b)$(ret))
$(eval $(value g))
define g
h = $(words a b c)
endef
$(eval $(value g))
$(info $(value h) $(h))
$(eval k=$$$$)
$(info $(value k)|$k|)
$(eval undefine k)$(info $(origin k))
$(eval override k := 7)$(eval k := 8)$(info $k)
$(if $(eval iffy := 1),,$(info $(iffy)))
$(eval $(info info in eval)warn := $(warning w in eval))
