#: $ make -o gone; make -W gone
all: gone ; @echo all
gone: ; @echo making gone
