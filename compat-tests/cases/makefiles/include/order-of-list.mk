#: $ make
$(info 1 [$(MAKEFILE_LIST)] $(lastword $(MAKEFILE_LIST)))
include sub/x.mk
$(info 3 [$(MAKEFILE_LIST)])
all:;@:
#: file sub/x.mk
$(info 2 [$(MAKEFILE_LIST)])
