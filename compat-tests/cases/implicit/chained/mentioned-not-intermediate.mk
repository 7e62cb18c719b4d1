#: $ echo x > f.a; make f.c; ls
%.c: %.b ; cp $< $@
%.b: %.a ; cp $< $@
extra: f.b
