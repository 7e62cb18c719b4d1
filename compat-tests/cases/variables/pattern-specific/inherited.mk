#: about ?=, != and :::= of a pattern see global variables, not those that the target inherits
#: $ make
G = global
all: V = a
all: W = b
all: t
t: t.o u; @echo "t [$V] [$W] [$G]"
t.o:; @echo "t.o [$V] [$X] [$Y] [$G]"
u:; @echo "u [$V] [$G]"
%.o: private V ?= p
%.o: X != echo "<$W>"
%.o: Y :::= <$W>
%.o: G ?= q
