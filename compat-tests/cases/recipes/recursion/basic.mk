#: $ make
#: $ make -s
#: $ make --no-print-directory
#: $ make -n
all: ; $(MAKE) -C sub
#: file sub/Makefile
all: ; @echo level $(MAKELEVEL) '$(MAKE)' '$(notdir $(CURDIR))'
