#: $ make
foo.o: foo: %.c ; @echo $@
