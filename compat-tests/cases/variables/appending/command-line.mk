#: $ make A=cmd
A += file
override A += over
override A += more
all: ; @echo '$(A)'
