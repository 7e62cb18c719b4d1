#: $ make
#: xfail .VARIABLES has the order of definition, not of a hash table
$(info $(filter MINE,$(.VARIABLES)) $(filter CC MAKE CURDIR .DEFAULT_GOAL,$(.VARIABLES)))
MINE = 1
$(info $(filter MINE,$(.VARIABLES)))
all:;@:
