#: about no warning for a rule with one suffix
#: $ make
.SUFFIXES: .q .z
.q: x
	@echo $@
.q.z: x
	@echo $@
