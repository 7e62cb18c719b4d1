#: about appends along a chain of targets
x = a
all: x += b
all: x += c
all: y := $(x)
all: y += d
all: sub
sub: x += e
sub: y += f
sub: z ?= $(x)
all sub: ; @echo $@: $(x) / $(y) / $(z) / $(value x) / $(flavor x) $(flavor y)
x += later
sub: x := reset
sub: x += again
