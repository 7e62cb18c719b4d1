#: about special targets that contradict each other end the run before suffix rules are looked at
#: $ make
.SUFFIXES: .b1 .c1
.b1.c1: bar.a1 ; @:
.NOTINTERMEDIATE: t2
.INTERMEDIATE: t2
