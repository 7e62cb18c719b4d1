#: $ echo x > f.a; make f.d; ls; make f.d; touch f.a; sleep 0.02; make f.d
%.d: %.c ; cp $< $@
%.c: %.b ; cp $< $@
%.b: %.a ; cp $< $@
