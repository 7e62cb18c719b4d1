#: $ make
private G = not in recipes
H = $(G)
$(info [$(G)] [$(H)])
all: ; @echo '[$(G)] [$(H)]'
