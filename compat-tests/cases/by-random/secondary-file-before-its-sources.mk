#: about a secondary file that -W names is not gone into before the targets beside it are made
#: modes standard fast
#: $ echo old > a; at 30 a; make -j1
#: $ rm -f a b s all; make -j1 -W a
all: a b ; @echo $@: $^; : > $@
a: s ; @echo $@: $^; cp s $@
b: ; @echo $@; echo b > $@
s: ; @echo $@; echo s > $@
.SECONDARY: a
