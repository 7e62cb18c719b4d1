#: $ make
E =
S = $(E) $(E)
$(info [$(if a,t,f)] [$(if ,t,f)] [$(if $(S),t,f)] [$(if  ,t)] [$(if x,$(info then)T,$(info else)F)] [$(if ,a,b,c)])
all:;@:
