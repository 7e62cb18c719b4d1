#: $ touch f.in g.in; make f.out g; make -r f.out
.SUFFIXES: .in .out
.in.out: ; @echo $< to $@ stem $*
.in: ; @echo single $< to $@
