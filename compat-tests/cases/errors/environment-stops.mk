#: about an exported variable that can't be expanded stops make, under -k as well
#: $ make -k
#: $ make -k one two
export V = $(
all:: one
all:: nosuch
one two:; @echo $@
