#: $ touch f.x f.y f.z; make -r f.a f.c f.d f.e
#: about when a pattern rule takes the place of an older one: targets are compared one with all
%.a %.b: %.x ; @echo $@ first
%.a %.b: %.x ; @echo $@ second
%.c: %.x ; @echo $@ first
%.c %.cc: %.x ; @echo $@ second
%.d: %.x ; @echo $@ first
%.dd %.d: %.x
%.d: %.y ; @echo $@ other
%.e %.e: %.x ; @echo $@ first
%.ee %.e: %.x
%.e: %.z ; @echo $@ other
