#: about seed 336866: with -k an intermediate prerequisite is made beside one that failed
#: modes standard fast
#: $ touch -d @1577836800 baz.s; make -k
#: $ rm baz.s; make -k
baz.s: baz.i lib.i
.INTERMEDIATE: lib.i
