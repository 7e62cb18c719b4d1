#: $ make
EXTRA_CFLAGS =
prog: private EXTRA_CFLAGS = -L/usr/local/lib
prog: private define = x
prog: a.o ; @echo $@ '$(EXTRA_CFLAGS)'
a.o: ; @echo $@ '[$(EXTRA_CFLAGS)]'
