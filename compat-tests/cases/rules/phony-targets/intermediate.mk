#: about a phony prerequisite that is intermediate is not in $?
#: $ touch x; make x
#: $ touch x; make -f plain.mk x
.PHONY: p
.INTERMEDIATE: p
x: p; @echo "? $?"
#: file plain.mk
.PHONY: p
x: p; @echo "? $?"
