#: $ make
var = first
OUT :::= $(var) $$x
var = second
all: ; @echo '$(OUT) $(flavor OUT) $(value OUT)'
OUT += $(var)
