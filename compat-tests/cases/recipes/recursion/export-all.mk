#: $ make
export
A = 1
unexport B
B = 2
all: ; @echo "[$$A][$$B]"
