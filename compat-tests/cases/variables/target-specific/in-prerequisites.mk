#: about target-specific values are not for prerequisite lists
#: $ make
D = global
all: D = target
all: $(D) ; @echo '$^ $(D)'
global target: ; @echo $@
