#: $ make
all: ; @echo first
all: ; @echo second
