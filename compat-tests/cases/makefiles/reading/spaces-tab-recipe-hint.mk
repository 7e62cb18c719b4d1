#: $ make
all:
        @echo eight spaces
