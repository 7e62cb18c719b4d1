#: about only one recipe at a time may read standard input
#: $ echo line | make
all: ; @cat
