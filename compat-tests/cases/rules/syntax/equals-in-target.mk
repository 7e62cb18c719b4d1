#: $ make
eq = =
all: a$(eq)b ; @echo "$^"
a$(eq)b : ; @echo "[$@]"
