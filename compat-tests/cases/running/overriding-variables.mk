#: $ make CFLAGS='-g -O' 'X=$(Y)' Y=y 'Z:=$(Y)' A+=x B?=b 'C!=echo c'
#: xfail the message of a shell that is not known yet names the command
CFLAGS = file
X = file
A = a
all: ; @echo '$(CFLAGS)|$(X)|$(Z)|$(A)|$(B)|$(C)' "$$CFLAGS"
