#: $ make
$(info [$(addsuffix .c,foo bar)] [$(addprefix src/,foo bar)] [$(join a b,.c .o .x)] [$(join a b c,1)] [$(addsuffix ,a b)] [$(addprefix a b,c d)] [$(addsuffix .c,)])
all:;@:
