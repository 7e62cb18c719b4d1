#: about a target found by VPATH that must be remade is made in the local directory
#: $ mkdir src; at 1 src/t; at 5 dep; make
VPATH = src
all: t ; @echo '$^'
t: dep ; @echo making $@; touch $@
