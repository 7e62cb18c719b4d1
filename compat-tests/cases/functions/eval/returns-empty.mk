#: $ make
$(info [$(eval X := 1)$(X)])
define text
define Y
multi
line
endef
endef
$(eval $(text))
$(info [$(Y)])
define text
ifdef X
Z = yes
else
Z = no
endif
endef
$(eval $(text))
$(info [$(Z)])
all:;@:
