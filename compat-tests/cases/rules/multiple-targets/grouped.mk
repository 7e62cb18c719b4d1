#: $ make; make; rm b; make
all: a b c ; @echo all '$?'
a b c &: src ; @echo making '$@' '$<'; touch a b c
src: ; @touch src
