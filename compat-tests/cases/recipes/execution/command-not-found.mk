#: $ make
#: $ make b
#: $ make c
#: $ make d
a: ; no-such-command-x arg
b: ; ./no-such-command-y
c: ; @touch noexec; ./noexec
d: ; @./noexec
