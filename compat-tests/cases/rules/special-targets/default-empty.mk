#: $ make
.DEFAULT: ; @echo default
.DEFAULT:
all: nothing
