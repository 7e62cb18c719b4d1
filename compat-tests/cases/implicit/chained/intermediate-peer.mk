#: about an intermediate file that was there, and is remade as its peer is missing, is deleted
#: $ touch lib.o; make -r
#: $ touch -d @1577836800 t1; touch lib.o; make -r -f alone.mk
.INTERMEDIATE: lib.o t2
t1: t2; echo > $@
t2: lib.o; echo > $@
%.o %.log:; echo > lib.o
#: file alone.mk
.INTERMEDIATE: lib.o t2
t1: t2; echo > $@
t2: lib.o; echo > $@
%.o:; echo > lib.o
