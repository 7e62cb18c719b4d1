#: about seed 615813: -q runs the lines marked with +, and stops at the first other one. The target
#: about is deleted then, even if it is as it was, unless it is precious or of an explicit group
#: $ make -q new
#: $ make -q precious
#: $ touch kept && make -q -W in kept
#: $ make -q x.a
#: $ make -q y.a
#: $ make -q only
.PRECIOUS: precious
new precious:
	+touch $@
	false
kept: in
	+true
	touch $@
%.a %.b: %.c
	+touch $*.a $*.b
	false
y.a y.b &: in
	+touch y.a y.b
	false
only:
	+touch $@
in x.c:
