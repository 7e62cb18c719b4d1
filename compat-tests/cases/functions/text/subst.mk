#: $ make
$(info $(subst ee,EE,feet on the street) [$(subst a,b,)] $(subst aa,b,aaa) $(subst $$,d,$$x))
all:;@:
