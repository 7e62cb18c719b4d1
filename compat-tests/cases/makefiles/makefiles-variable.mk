#: env MAKEFILES=one.mk missing.mk two.mk
#: $ make
#: $ make -f other.mk
$(info list $(MAKEFILE_LIST))
all: ; @echo $(A) $(B)
#: file one.mk
A = one
first-in-one: ; @echo not the default goal
include missing-too.mk
#: file two.mk
B = two
#: file other.mk
other: ; @echo other $(A)
