#: env E=env
#: $ make C=cmd
foo := foo
bar = bar
undefine foo
undefine bar
undefine E
undefine C
undefine never set
$(info [$(origin foo)] [$(flavor bar)] [$(origin E)] [$(origin C)])
all:;@:
