#: about GNUMAKEFLAGS in makefiles and on the command line: obeyed when all is read, then empty
#: $ make; make GNUMAKEFLAGS=-s; GNUMAKEFLAGS=-i make; make -R --warn-undefined-variables none=1
ifndef none
GNUMAKEFLAGS = -k$(info once)
endif
all: ; @echo '$(MAKEFLAGS) [$(GNUMAKEFLAGS)]' $(origin GNUMAKEFLAGS)
