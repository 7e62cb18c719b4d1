#: $ make -j0
#: $ make -jx
#: filter /^(Usage:|Options:| +-| {10,}|This program|Report bugs|$)/d
all: ; @echo all
