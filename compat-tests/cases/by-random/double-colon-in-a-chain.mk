#: about a double-colon rule does not count as a mention: in a chain its target is intermediate
#: $ make -r
#: $ rm -f a.2; make -r
a.3:
a.2::
	touch $@
%.3: %.2
	touch $@
