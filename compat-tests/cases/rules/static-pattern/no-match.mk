#: $ make
foo.o bar.x: %.o: %.c ; @echo $@ $<
%.c: ;
