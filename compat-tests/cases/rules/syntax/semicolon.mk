#: $ make
all: one two three; @echo $@
one : ;@echo $@
	@echo second line
two:;
three: ; ; echo $@
