#: about what expanding the command line's variables says comes before make knows its level and directory
#: $ make --warn-undefined-variables -w 'V1:=$(V0)'
#: $ make --warn-undefined-variables -C . 'V1:=$(V0)'
#: $ MAKELEVEL=1 make --warn-undefined-variables 'V1:=$(V0)'
#: $ make -w 'V1:=$(error no)'
all: ; @echo $(MAKELEVEL)
