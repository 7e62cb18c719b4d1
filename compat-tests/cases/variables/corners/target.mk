#: about target- and pattern-specific appends, overrides and flavors
x := g
y = g$(x)
z :=
all: t1 t2 t3 t4 a.o
t1: x += 1
t1: y += $(x)
t1: z += $x
t1: w += $(nothing) a
t1: q ?= q$(x)
t1: x2 := $(x)$(x)
t1: x2 += $(y)
t1: s != echo sh$(x)
t1: e :::= $$x$(x)
t1: ; @echo '$(x)|$(y)|$(z)|$(w)|$(q)|$(x2)|$(s)|$(e)|$(flavor x)$(flavor y)$(flavor x2)$(origin x)$(flavor s)$(value e)$(value x)'
t2: override x = o
t2: x = p
t2: override CL = t2
t2: CM += t2
t2: override CM += o2
t2: ; @echo '$(x)|$(CL)|$(CM)|$(origin x)|$(origin CM)'
t3: CL = t3
t3: CM ?= t3
t3: PATH := $(PATH)
t3: ; @echo '$(CL)|$(CM)|$(origin CL)|$(origin PATH)'
t4: t4a
t4: x += p4
t4: private y += p4
t4a: x += c4
t4a: y += c4
t4a t4: ; @echo '$@ $(x)|$(y)'
%.o: x += pat
%.o: y = pat$(x)
%.o: y += more
a.o: x += own
a.o: y += own
a.o: ; @echo '$@ $(x)|$(y)|$(origin y)|$(flavor x)'
