#: $ make --version | head -1; make -v | head -1; echo $?
all: ; @:
