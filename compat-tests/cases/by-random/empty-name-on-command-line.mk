#: $ make =
#: $ make
#: about an empty variable name is told of before the level is known
all: ; $(MAKE) =
