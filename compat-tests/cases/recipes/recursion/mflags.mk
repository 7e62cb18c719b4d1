#: $ make -k -j1 A=1
#: $ make
all: ; @echo '[$(MFLAGS)]' "[$$MFLAGS]"
