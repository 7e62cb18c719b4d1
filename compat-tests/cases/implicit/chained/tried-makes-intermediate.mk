#: about a file that a chain was tried through is intermediate from then on, whatever became of the rule
#: $ touch foo.o; make -rd
#: $ make -r full
#: $ touch bar.b; make -rd bar
#: filter /^(GNU Make|umake) /,/^There is NO/d; /0x/d
all: foo foo.o
foo.o bar.o: %: foo.c ; touch $@
%: %.c %.zz ; cc
foo:
full: foo.o ; @echo $@ needs $^
%: %.b %.q ; @echo $@ needs $^
x: bar.b bar.q
