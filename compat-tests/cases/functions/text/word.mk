#: $ make
$(info [$(word 2,foo bar baz)] [$(word 9,a b)] [$(words a  b	c)] [$(words )] [$(wordlist 2,3,a b c d)] [$(wordlist 3,2,a b c)] [$(wordlist 2,99,a b c)] [$(firstword a b)] [$(lastword a b)] [$(firstword )] [$(lastword )])
$(info [$(wordlist 1,0,a b)] [$(wordlist 5,6,a b)] [$(word  1 ,a b)])
all:;@:
