#: $ make
#: $ make -k
include nothere.mk also-not.mk
all: ; @echo all
