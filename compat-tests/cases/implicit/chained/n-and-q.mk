#: $ echo x > f.a; make -n f.c; make -q f.c; echo $?
%.c: %.b ; cp $< $@
%.b: %.a ; cp $< $@
