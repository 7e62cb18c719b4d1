#: $ touch f.in; make f.out
.SUFFIXES: .in .out
.in.out: extra.h ; @echo $@
extra.h: ; @echo h
