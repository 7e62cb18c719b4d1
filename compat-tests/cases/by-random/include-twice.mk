#: about an error about a makefile that is included twice names the first place
#: $ make
-include gen.mk

include gen.mk
all: ; @:
