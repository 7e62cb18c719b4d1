#: $ for t in quoted twice open after double escaped plain; do make $t; done
#: $ make quoted SHELL=/bin/bash
#: about .ONESHELL ends a command at a line end inside of single quotes, and runs what follows again
.ONESHELL:
quoted:
	echo 'a
	b'; echo d
	echo c
twice:
	printf '%s\n' 'a
	b' 'c
	d'
open:
	echo 'a
	b
after:
	echo x; echo 'a
	b'
double:
	echo "a
	b"
escaped:
	echo 'a\
	b'
plain:
	echo 'a b'
	echo 'c
	d'
