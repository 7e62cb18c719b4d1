#: about only rules after .SECONDEXPANSION
#: $ make
V = late
all: one two
one: $$(V) ; @echo $@: $^
.SECONDEXPANSION:
two: $$(V) ; @echo $@: $^
late: ; @echo $@
$$(V): ; @echo literal $@
