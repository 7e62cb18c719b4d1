#: about a double-colon target in a chain gets a rule without recipe, which the file made of it depends on
#: $ touch x.k; make
#: $ touch x.k; make first
#: $ touch x.k; make COLON=::
#: $ touch x.k; make -k COLON=:: first
#: $ touch x.k; make x.o RECIPE=; make COLON=:: x.c RECIPE=
.SUFFIXES:
COLON = :
RECIPE = ; @echo own it
all: x.c
first: x.o x.c
x.o:: $(RECIPE)
%.y$(COLON) %.o ; @echo make $@ from $^
%.c: %.y ; @echo make $@ from $^
%.o: %.k ; @echo make $@ from $^; touch $@
