#: about make itself asks for these: no warnings; but for what is asked of them
#: $ make --warn-undefined-variables
.SHELLFLAGS=$c -c
IFS=$d
$(shell echo $(e))
x!=echo $x
all:;@echo $(shell echo) $(f)
