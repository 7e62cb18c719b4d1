#: $ make --warn-undefined-variables
A = $(undefined_one)
E =
all: x$(undefined_two) ; @echo '$(A) $(E) $(undefined_one)' $(call nofunc,1) $(if $(un3),a) $(ifeq)
x: ; @:
