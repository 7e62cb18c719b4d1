#: $ make
text = some words
all: ; @:
$(text)
