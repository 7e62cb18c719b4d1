#: $ make a.x
%.x: V = pattern
a.x: V += target
%.x: W = $*
%.x: ; @echo '$(V) $(W)'
