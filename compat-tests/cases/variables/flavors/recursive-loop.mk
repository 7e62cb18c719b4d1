#: $ make
CFLAGS = $(CFLAGS) -O
all: ; @echo $(CFLAGS)
