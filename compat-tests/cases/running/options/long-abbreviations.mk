#: $ make --keep; make --dry; make --no-print --version | head -1; make --no
#: filter /^(Usage:|Options:| +-| {10,}|This program|Report bugs|$)/d
all: a b
a: ; @false
b: ; @echo b
