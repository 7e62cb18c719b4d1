#: $ make
-include nothere.mk
sinclude nope.mk
include
-include $(empty)
all: ; @echo all
