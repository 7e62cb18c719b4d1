#: $ make -k prog; make -k -i prog
prog: a.o b.o ; @echo link
a.o: ; @echo bad; false
b.o: ; @echo good
