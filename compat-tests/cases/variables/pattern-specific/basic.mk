#: $ make a.o lib/b.o
%.o: CFLAGS = -O
lib/%.o: CFLAGS := -fPIC -g
%.o: ; @echo $@ $(CFLAGS)
