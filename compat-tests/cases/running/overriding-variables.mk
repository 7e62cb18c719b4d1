#: $ make CFLAGS='-g -O' 'X=$(Y)' Y=y 'Z:=$(Y)' A+=x B?=b 'C!=echo c'
CFLAGS = file
X = file
A = a
all: ; @echo '$(CFLAGS)|$(X)|$(Z)|$(A)|$(B)|$(C)' "$$CFLAGS"
