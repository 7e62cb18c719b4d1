#: $ make
X = ${subst {,[,a{b} $(subst },],a}b) ${subst (,[,x(y}
$(info $(X))
y = $(info ${})${}
$(info [$y])
all:;@:
