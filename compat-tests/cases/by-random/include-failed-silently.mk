#: about seed 800860: a failure that is ignored and, with -s, not spoken of does not bring up that the
#: about makefile was not there
#: $ make -is
#: $ make -i
#: $ make -is .SILENT=1 all
include gen2.mk
$(info rest $(MAKE_RESTARTS))
gen2.mk:
	false
all: ; @echo all
