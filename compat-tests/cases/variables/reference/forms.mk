#: $ make
objects = program.o
x = one
xy = two
foo = c
all:
	@echo '$(objects)' '${objects}' $xy '$(x)y' '$(xy)' 'pro$(foo)e' '$(undefined)' '$($(foo)oo)' '${foo' }'
prog.$(foo) : ;
