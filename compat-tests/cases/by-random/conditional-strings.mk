#: about the second string of ifeq: a parenthesis alone is an empty one; the first is expanded before it
#: $ make
#: $ make A=1
ifeq "")
$(info empty)
endif
ifeq "a")b
endif
ifdef A
ifeq '$('
endif
endif
all: ; @:
