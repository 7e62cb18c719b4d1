#: $ echo x > f.a; make f.c; ls
%.c: %.b ; false
%.b: %.a ; cp $< $@
