#: $ make
.NOTINTERMEDIATE: x
.INTERMEDIATE: x
all: x ; @:
x: ; touch x
