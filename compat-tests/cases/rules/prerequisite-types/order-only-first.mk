#: about a file that is order-only first and normal later keeps its first place
#: $ at 1 b; at 2 a; at 3 c; at 4 all; at 5 d; make
#: $ make -B
all: | d b a; @echo "^ $^ ? $? + $+ | $|"
all: a c d
