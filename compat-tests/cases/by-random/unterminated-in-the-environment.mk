#: $ make -k
#: $ make -k good; make -k good bad other
#: about an error in what the environment of a recipe needs ends make, whatever -k says
export V = $(if $(filter bad,$@),$(error stop))
all: good bad other
good bad other: ; @echo $@ && touch $@
