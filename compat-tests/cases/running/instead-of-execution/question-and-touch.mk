#: about -q wins over -t where a recipe has a line that runs all the same
#: $ make -tq
#: $ make -tq second
#: $ make -tq plain
all:
	+@echo runs
	echo all
second:
	echo second
	+@echo runs
plain:; echo plain
