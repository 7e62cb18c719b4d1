#: about a number that is one but does not serve is shown without its blanks and zeros
#: $ make A='1, -1'
#: $ make A=' 00,1'
#: $ make A='1,x '
comma := ,
$(info $(wordlist $(word 1,$(subst $(comma), ,$(A))),$(lastword $(subst $(comma), $(comma),$(A))),a))
$(eval $$(info $$(wordlist $(A),a b c)))
all: ; @:
