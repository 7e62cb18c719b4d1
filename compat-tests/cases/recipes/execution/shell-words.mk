#: about quotes, backslashes, assignments and the shell's own words in SHELL; what is special in it is not
all: a b c d e f g h
a: SHELL = '/bin/bash' -e
b: SHELL = /bin/ba\sh
c: SHELL = A=1 /bin/sh
d: SHELL = exec /bin/sh
e: SHELL = '
f: SHELL = /bin/b*sh
g: SHELL = "/bin/sh"
h: SHELL = /bin/sh;
a b c d e f g h:
	-@echo $@; echo "c*  *" $$A
	-@echo simple
