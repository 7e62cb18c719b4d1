#: $ touch abar 'foo*bar'; make
all: foo\*bar *bar ; @echo '$^'
