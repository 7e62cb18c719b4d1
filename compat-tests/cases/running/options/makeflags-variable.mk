#: about a MAKEFLAGS among the command line's variables is weaker than switches given there or in the environment
#: $ make MAKEFLAGS=k -S
#: $ make -k MAKEFLAGS=S
#: $ MAKEFLAGS=S make MAKEFLAGS=k
#: $ make MAKEFLAGS=s --no-silent print
#: $ make MAKEFLAGS=k
all: nosuch1 nosuch2
print:; echo print
