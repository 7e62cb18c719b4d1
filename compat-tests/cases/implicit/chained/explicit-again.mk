#: about a file that the makefile spoke of stays intermediate when a rule names it without % as well
#: $ touch q.c; make q.x
#: $ touch q.c; make -f new.mk q.x
%.x: %.o q.o; @echo $@
%.o: %.c; @echo > $@
q.o: V = 1
#: file new.mk
%.x: %.o q.o; @echo $@
%.o: %.c; @echo > $@
