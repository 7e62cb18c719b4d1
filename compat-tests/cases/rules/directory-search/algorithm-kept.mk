#: $ mkdir src; at 9 src/t; at 5 dep; make
VPATH = src
all: t ; @echo '$^' '$(<D)'
t: dep ; @echo making $@; touch $@
