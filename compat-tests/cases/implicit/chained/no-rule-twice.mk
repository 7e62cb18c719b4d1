#: $ touch f; make f.x; make f.x.x
%.x: % ; cp $< $@
