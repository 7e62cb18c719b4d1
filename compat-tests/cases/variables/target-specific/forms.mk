#: $ make X=cmd
V = global
A = ga
S := gs
all: V := $(V)-t
all: A += appended
all: S += $(later)
all: N ?= new
all: X = not seen
all: override X += seen
all: H != echo shell
all: I ::= i$(V)
all: export EX = exported
later = later
all: sub ; @echo '$(V)|$(A)|$(S)|$(N)|$(X)|$(H)|$(I)' "$$EX"
sub: V += s
sub: ; @echo '$(V)|$(A)|$(X)' "$$EX"
