#: $ make
#: $ make -n
all:
	echo a \
	  b\
	c
	echo '~x\
	y'
