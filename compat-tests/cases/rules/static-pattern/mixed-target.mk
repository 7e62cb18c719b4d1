#: $ make
foo.o: a.o b.o: %.c ; @echo $@
