#: $ make
V = g
all: undefine V
all: ; @echo '[$(V)]'
