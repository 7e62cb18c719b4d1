#: $ echo x > f.a; make f.d; ls; make f.d; sleep 0.05; touch f.a; make f.d
%.d: %.c ; cp $< $@
%.c: %.b ; cp $< $@
%.b: %.a ; cp $< $@
