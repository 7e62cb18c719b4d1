#: about the $\ trick joins without a space
#: $ make
var := one$\
       word
posix := a  \
	  b
all: ; @echo '[$(var)] [$(posix)]'
