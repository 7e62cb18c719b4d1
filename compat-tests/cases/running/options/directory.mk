#: $ make -C sub -f m.mk; make -C sub -C deeper; make --directory=sub -f m.mk; make -C ''
#: filter /^(Usage:|Options:| +-| {10,}|This program|Report bugs|$)/d
all: ; @echo top
#: file sub/m.mk
all: ; @echo sub $(notdir $(CURDIR))
#: file sub/deeper/Makefile
all: ; @echo deeper
