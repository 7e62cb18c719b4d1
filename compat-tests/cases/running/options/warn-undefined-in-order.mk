#: about --warn-undefined-variables holds for what is defined behind it
#: $ make 'V:=$(W)' --warn-undefined-variables
#: $ make --warn-undefined-variables 'V:=$(W)'
#: $ make 'V:=$(W)' --warn-undefined-variables 'U:=$(W)'
#: $ make '$(N)V=1' --warn-undefined-variables
#: $ MAKEFLAGS='--warn-undefined-variables -- V:=$$(W)' make
#: $ MAKEFLAGS='--warn-undefined-variables' make 'V:=$(W)'
#: $ MAKEFLAGS='-- V:=$$(W)' make --warn-undefined-variables
#: $ make -f set
all: ; @echo '[$V]' '$(MAKEFLAGS)'
#: file set
MAKEFLAGS += A:=$$(W) --warn-undefined-variables
$(info $(MAKEFLAGS))
all: ; @echo '[$V]' '$(MAKEFLAGS)'
