#: $ make
#: about a pattern-specific ?= that does not assign takes the export away
%.b: V1 ?= *
foo.b: V2 ?= *
export V1 = used
export V2 = used
export V3 = used
%.b: V3 += *
all: before foo.b after
before foo.b after: ; @env | grep '^V[1-3]' | sort
