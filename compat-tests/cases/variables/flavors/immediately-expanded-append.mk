#: $ make
a = $$b
x :::= one $(a)
x += $(a)
a = late
$(info [$(value x)] [$(x)])
all:;@:
