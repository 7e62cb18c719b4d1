#: $ make
.ONESHELL:
all:
	@x=1
	cd /
	@echo "$$x $$PWD"
	-false
	echo "after $$x"
