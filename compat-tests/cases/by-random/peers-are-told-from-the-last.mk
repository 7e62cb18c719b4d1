#: $ make -r x; rm -f *.m; make -r y
#: $ touch z.in; make -r z.out
#: about the other targets of a recipe that does not make them
%:: c.m ; @echo $@
y: %: b.m
a.m b.m c.m d.m &: ; > $@
%.mid %.log: %.in ; > $*.mid
%.out: %.mid z.mid ; @echo $@
