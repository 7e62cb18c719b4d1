#: $ make -w
all: ; @false
