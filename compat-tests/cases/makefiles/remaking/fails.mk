#: $ make
#: $ make -k
include gen.mk
all: ; @echo all
gen.mk:
	false
