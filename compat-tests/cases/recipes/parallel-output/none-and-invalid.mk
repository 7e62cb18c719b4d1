#: $ make -Onone
#: $ make -Obad
all: ; @echo all
