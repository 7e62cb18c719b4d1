#: about under -n an intermediate file that could not be made is removed too
#: $ make -nk
all: foo
.INTERMEDIATE: foo.o
foo: foo.o
