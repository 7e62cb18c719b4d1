#: $ make C=1 D:=2
R = 1
S := 1
A += 1
Q ?= 1
I :::= 1
H != echo
$(info $(flavor R) $(flavor S) $(flavor A) $(flavor Q) $(flavor I) $(flavor H) $(flavor undef) $(flavor C) $(flavor D) $(flavor CC) $(flavor @) $(flavor PATH))
all:;@:
