#: $ make
$(info $(sort $(filter-out guile load,$(.FEATURES))))
all:;@:
