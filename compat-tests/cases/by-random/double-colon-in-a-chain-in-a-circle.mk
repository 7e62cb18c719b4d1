#: about a chain adds a rule of nobody to a double-colon target; dropped in a circle, nobody needs it
#: $ make bar.out
#: $ make -k foo
#: $ make goes foo
#: $ make -k goes again
foo: y.mid
goes: z.out
again: bar.out x.mid
bar.out:: y.mid
z.out:: ; @echo $@
%.mid: %cent
	@:
%cent: bar.out
	@:
