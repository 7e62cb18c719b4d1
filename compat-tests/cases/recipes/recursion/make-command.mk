#: $ make
all: ; @echo '$(MAKE)' '$(origin MAKE)' '$(flavor MAKE)' '$(value MAKE)' '$(MAKE_COMMAND)'
