#: $ make
  A   =   1  
B=2
C =3
D:=4
E?=5
	F = six
A+= more
$(info [$A][$B][$C][$D][$E][$F])
all:;@:
