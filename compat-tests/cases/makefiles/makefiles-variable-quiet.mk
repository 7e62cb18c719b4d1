#: env MAKEFILES=one.mk missing.mk
#: $ make
all: ; @echo $(A) $(MAKEFILES)
#: file one.mk
A = one
first: ; @echo not the default goal
