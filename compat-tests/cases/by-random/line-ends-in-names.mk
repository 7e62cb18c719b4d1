#: about line ends, that variables may bring, do not separate names
#: $ make -k
define NAMES
a
b
endef
all: $(NAMES) x
a b x: ; @echo $@
