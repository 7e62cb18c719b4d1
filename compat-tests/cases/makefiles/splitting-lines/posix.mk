#: about in .POSIX mode, spaces before the backslash are kept
#: $ make
.POSIX:
var = a   \
   b
all: ; @echo '[$(var)]'
