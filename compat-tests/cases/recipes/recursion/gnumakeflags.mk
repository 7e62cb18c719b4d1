#: env GNUMAKEFLAGS=-k X=1
#: $ make
all: ; @echo '[$(GNUMAKEFLAGS)]' '$(MAKEFLAGS)' '$(X)' "[$$GNUMAKEFLAGS]"
