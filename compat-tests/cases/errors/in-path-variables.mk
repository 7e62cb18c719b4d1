#: about errors and warnings in values that make expands for itself
#: $ make V='$(error no vpath)'; make G='$(error no gpath)'; make W=1
#: $ make 'MAKEFILES=$(error no makefiles)'
VPATH = $(V)
GPATH = $(G)
ifdef W
VPATH = $(warning vpath) d
GPATH = $(warning gpath)
endif
all: ; @echo all
