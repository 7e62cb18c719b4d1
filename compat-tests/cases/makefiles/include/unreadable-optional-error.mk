#: about an optional file that has no rule but an include inside that fails
#: $ make
-include a.mk
all:;@echo all
#: file a.mk
include b.mk
