#: $ make
$(info $(filter MINE,$(.VARIABLES)) $(filter CC MAKE CURDIR .DEFAULT_GOAL,$(.VARIABLES)))
MINE = 1
$(info $(filter MINE,$(.VARIABLES)))
all:;@:
