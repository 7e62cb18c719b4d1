#: $ make -j3
#: sorted
all: a b c ; @echo all
a b c: ; @echo $@
