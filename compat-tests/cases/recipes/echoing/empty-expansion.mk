#: $ make
E =
all:
	$(E)
	@$(E)
	-$(E)
	echo x
