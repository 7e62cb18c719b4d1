#: $ touch dir/f.c 2>/dev/null; mkdir dir; touch f.b; make dir/f.a
%.a: %.b ; @echo wrong
dir/%.a: %.b ; @echo right $@ $<
