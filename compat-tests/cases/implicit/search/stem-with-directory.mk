#: about a pattern without slash: the directory is put back before each prerequisite
#: $ mkdir d; touch d/f.c; make d/f.o
%.o: %.c h/%.h ; @echo '$@ $^ $*'
d/h/f.h h/d/f.h: ; @echo $@
