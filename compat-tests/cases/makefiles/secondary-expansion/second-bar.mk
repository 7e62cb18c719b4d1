#: about only the first | divides
#: $ make -k
#: $ make -k pattern.x
P = a | b | c
.SECONDEXPANSION:
all: a||$$E |d $$(P); @echo "$^ - $|"
%.x: a | b | $$c; @echo "$^ - $|"
a b c:; @echo $@
