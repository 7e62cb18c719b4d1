#: env D=a$(B)$$c
#: $ make
B = b
all: ; @echo '$(D)|$(value D)'
