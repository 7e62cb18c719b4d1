#: $ mkdir src; at 1 src/t; at 5 dep; make
VPATH = src
GPATH = src
all: t ; @echo '$^'
t: dep ; @echo making $@; touch $@
