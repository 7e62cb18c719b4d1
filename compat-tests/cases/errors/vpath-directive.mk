#: $ make
vpath %.c
vpath % ::
vpath
all: a.c ; @echo $^
