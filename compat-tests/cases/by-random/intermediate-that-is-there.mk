#: $ touch a.o; make -r
#: $ make -r mentioned.x
#: $ touch s.c; make -rk second
#: about an intermediate file that is there is none, unless it is looked at for another one
all: a a.c
.INTERMEDIATE: a.o a
%: %.o ; @echo $@
%.o: %.c ; @echo $@
%.x: %.z t1 ; @echo $@
mentioned.z: V = 1
t1: nosuch
second: s.c recurse
s.c: nosuch2
.SECONDARY: s.c
