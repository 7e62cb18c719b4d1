#: $ make
nullstring :=
space := $(nullstring) # end of the line
dir := /foo/bar    # trailing
all: ; @echo '[$(space)] [$(dir)]'
