#: $ make 'a%b.x' 'c.x'
a\%%.x: ; @echo 'percent $@ $*'
%.x: ; @echo 'plain $@ $*'
