#: xfail the other variable of the two is named
#: $ make A=1
MAKEOVERRIDES=$(MAKEFLAGS)
