#: $ make -w
#: $ make -w -s
#: $ make -C sub
#: $ make -C sub -C ..
#: $ make -C sub --no-print-directory
#: $ make -n -w
all: ; @echo all
#: file sub/Makefile
all: ; @echo sub
