#: $ make
#: $ make -k b c
a: ; @kill -9 $$$$
b: ; @kill -TERM $$$$
c: ; -@kill -SEGV $$$$
