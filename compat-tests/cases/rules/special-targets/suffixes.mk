#: $ touch x.in; make x.out; make x.o2
.SUFFIXES:
.SUFFIXES: .in .out
.in.out: ; @echo $< $@; cp $< $@
.in.o2: ; @echo not a suffix rule
$(info [$(SUFFIXES)])
