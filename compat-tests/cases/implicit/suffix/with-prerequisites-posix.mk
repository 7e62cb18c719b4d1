#: $ touch f.in; make f.out
.POSIX:
.SUFFIXES: .in .out
.in.out: extra.h ; @echo $@
extra.h: ; @echo h
