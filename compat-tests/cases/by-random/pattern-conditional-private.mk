#: about seed 647366: a pattern's ?= sees a private global variable, which is not private from then on
#: $ make t0.o
#: $ make other t0.o
#: $ make t0.o other
private V=$(W)x
W=1
%.o: V?=y
%.o: W=2
t0.o: a; @echo "[$(V)]"
a: ; @echo "a[$(V)]"
other: ; @echo "other[$(V)]"
