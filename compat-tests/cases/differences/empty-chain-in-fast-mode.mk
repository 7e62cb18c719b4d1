#: xfail the chain was empty the last time as well
#: modes fast
#: $ make; make
.INTERMEDIATE: a.out
t1: a.out
	: > $@
a.mid: a.in
a.in:
.SUFFIXES: .mid .out
.mid.out:
	
