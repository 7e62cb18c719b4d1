#: $ make
define all-vars
V = from define
endef
all: define W
text
endef
all: ; @echo '$(V)'
