#: $ make --eval='X = 1' --eval 'new: ; @echo new $(X)'; make -E 'bad syntax here'
all: ; @echo all $(X)
