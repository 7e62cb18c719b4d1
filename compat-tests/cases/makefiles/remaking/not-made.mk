#: about the rule runs but does not make the file
#: $ make
include gen.mk
all: ; @echo all
gen.mk: ; @echo not making it
