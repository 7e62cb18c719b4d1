#: about -p makes comments of the lines about directories, and its text alone is no reason for them
#: $ make -pw | grep 'directory'
#: $ make -w p=-p | grep 'directory'
#: $ make -pwq | grep 'directory'
#: $ make -p sub | grep 'directory'
MAKEFLAGS += $(p)
all: ; @echo made
sub: ; @$(MAKE) all
