#: $ make
fact = $(if $(word 2,$1),x$(call fact,$(wordlist 2,99,$1)),end)
$(info $(call fact,1 2 3 4))
loop = $(loop)
all:;@:
