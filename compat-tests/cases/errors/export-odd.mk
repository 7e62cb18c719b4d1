#: $ make
export a/b = 1
export A=1 B=2
unexport
all: ; @echo "[$$A]"
