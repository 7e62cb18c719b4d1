#: $ make
define nl


endef
define two
@echo a
echo b
endef
all:
	$(two)
	@echo x$(nl)echo y
