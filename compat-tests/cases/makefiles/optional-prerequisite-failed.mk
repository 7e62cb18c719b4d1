#: about a prerequisite that failed as an optional makefile is no error for another one
#: $ make
#: $ make qux.o
#: $ make -k
#: $ make -f 2.mk all
#: makefile 1.mk
#: file Makefile
t: s
-include s t
all: ; @echo hi
#: file 2.mk
t u: s ; x
-include s
-include t
include u
all: t ; @echo hi
