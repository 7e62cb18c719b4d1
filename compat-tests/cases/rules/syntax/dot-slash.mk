#: about ./x and x are one file
#: $ make
all: ./foo foo .///foo ; @echo '$^'
foo: ; @echo '$@'
