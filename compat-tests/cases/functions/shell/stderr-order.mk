#: $ make
X := $(shell echo one >&2; echo two)
$(info $(X))
all: ; @echo three
