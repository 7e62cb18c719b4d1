#: about wildcards of a stem are expanded
#: $ make -r all
all: *.c *.q
.SUFFIXES: .in .q
%.c: %.y
	@echo $^
.in.q:
	@echo $^
#: file a.y
#: file b.y
#: file c.in
