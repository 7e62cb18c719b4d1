#: $ at 1 f.c; at 5 f.o; make -rR --debug=v,i | sed '1,/^Reading makefiles/d'
all: f.o
%.o: %.c ; @echo $@
