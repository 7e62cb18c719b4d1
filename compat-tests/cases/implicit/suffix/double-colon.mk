#: about of a double-colon target that names a suffix rule, the first rule counts
#: $ touch b.y; make -n b.c
#: $ touch b.y; make -n -f none.mk b.c
#: $ touch b.y; make -n -f first.mk b.c
#: $ touch b.y; make -n -f prerequisites.mk b.c
.y.c:: .c
#: file none.mk
.y.c::
.y.c::; z
#: file first.mk
.y.c::; z
.y.c:: .c; w
#: file prerequisites.mk
.y.c:: .c; z
