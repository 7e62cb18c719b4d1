#: $ make
L = X Y
export $(L)
X = x
Y = y
all: ; @echo "$$X$$Y"
