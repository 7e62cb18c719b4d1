#: about % in a second expansion's text is the stem's place
#: $ make dir/foo.t
.SECONDEXPANSION:
%.t: $$(subst q,%,q.s) ; @echo $@: $^
%.s: ; @echo $@
