#: about what define expands at once is said to stand at its endef
#: $ make --warn-undefined-variables
define V :=
$(foo)
$(warning x)

endef
$(info $(V))
all: ; @:
