#: $ make
X = $(unterminated
all: ; @echo '$(X)'
