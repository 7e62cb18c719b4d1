#: $ touch foo.c; make foo
.PHONY: foo
