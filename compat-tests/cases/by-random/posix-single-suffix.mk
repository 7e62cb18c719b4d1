#: about seeds 653792, 653897: with .POSIX a rule with two suffixes and prerequisites is none, one with
#: about one suffix stays one
#: $ touch foo.o bar.c baz.c; make -nk foo bar q baz.o
.POSIX:
.o: x
.c: y
.c.o: z
q: ; @echo q
