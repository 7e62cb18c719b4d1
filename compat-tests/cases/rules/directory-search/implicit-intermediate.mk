#: $ mkdir src; echo x > src/foo.a; make foo.c
VPATH = src
%.c: %.b ; cp $< $@
%.b: %.a ; cp $< $@
