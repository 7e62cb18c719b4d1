#: $ make
dirs := a b
i = outer
$(info [$(foreach i,$(dirs) c,<$(i)>)] [$(i)] [$(foreach i,,x)] [$(foreach i,1 2,$(foreach j,x y,$i$j))] [$(foreach x y,1,$(x y))])
f = $(wildcard $(d)/*)
$(info [$(foreach d,$(dirs),$(f))] $(origin d) $(flavor i))
all:;@:
