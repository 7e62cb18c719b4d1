#: about a double-colon rule without prerequisites does not loop
#: $ make
all: ; @echo all
Makefile:: ; @echo would loop
