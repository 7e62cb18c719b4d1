#: $ make
.EXPORT_ALL_VARIABLES:
A = recursive $(B)
B := simple
C-D = not a shell name
unexport U
U = u
all: ; @echo "$$A/$$B/$$U"; env | grep -c '^C-D'; true
