#: about .NOTINTERMEDIATE by pattern or for all does not hold for a file that has its own variable or double-colon rule
#: $ make foo.x
#: $ make -f all.mk foo.x
#: $ make -f new.mk foo.x
#: $ make -f double.mk foo.x
%.x: %.o; @echo $@ $^
%.o: %.c; @echo $@
foo.x: nosuch
foo.c:;
foo.o: V = 1
.NOTINTERMEDIATE: %.o
#: file all.mk
%.x: %.o; @echo $@ $^
%.o: %.c; @echo $@
foo.x: nosuch
foo.c:;
foo.o: V = 1
.NOTINTERMEDIATE:
#: file new.mk
%.x: %.o; @echo $@ $^
%.o: %.c; @echo $@
foo.x: nosuch
foo.c:;
.NOTINTERMEDIATE: %.o
#: file double.mk
%.x: %.o; @echo $@ $^
foo.x: nosuch
foo.o::; @echo $@
.NOTINTERMEDIATE:
