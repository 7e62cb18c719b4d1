#: $ make
all: a b
a: SHELL = /bin/echo
a: .SHELLFLAGS = flags
a: ; @some command line;
b: ; @echo plain;
