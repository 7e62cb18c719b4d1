#: env E=1
#: $ make C=1
#: $ make -e
override O = 1
F = 1
define D
endef
E2 := $(E)
$(info $(origin undef) $(origin CC) $(origin E) $(origin F) $(origin C) $(origin O) $(origin D) $(origin MAKEFLAGS) $(origin SHELL) $(origin MAKE_VERSION) $(origin CURDIR) $(origin .VARIABLES) $(origin MAKELEVEL) $(origin .DEFAULT_GOAL))
E = 2
$(info $(origin E))
all:;@echo $(origin @) $(origin <D)
