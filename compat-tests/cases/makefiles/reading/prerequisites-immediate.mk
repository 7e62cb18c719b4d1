#: $ make
dep = one
all: $(dep)
	@echo $@: $^ $(dep)
dep = two
one two: ; @echo $@
