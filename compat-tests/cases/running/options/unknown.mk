#: $ make --no-such-option; make -Z; make -f
#: filter /^(Usage:|Options:| +-| {10,}|This program|Report bugs|$)/d
all: ; @:
