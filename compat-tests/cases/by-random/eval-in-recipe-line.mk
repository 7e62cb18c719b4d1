#: about what $(eval) reports in a recipe is said to stand at its first line
#: $ make
define rule
a: b
endef
all:
	@:
	@:
	$(eval $(rule))
