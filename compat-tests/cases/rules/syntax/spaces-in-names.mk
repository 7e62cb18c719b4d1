#: $ make
all: foo\ bar a\ b.x ; @echo "$^"
foo\ bar: ; @echo "[$@]"
%.x: ; @echo "[$@] [$*]"
