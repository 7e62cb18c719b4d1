#: about text that needs a shell and text that does not gives the same
#: $ make
all:
	@echo a   b	c
	@echo "a   b" 'c  "d"' e\ f
	@echo $$((1+2)) `echo tick`
	@: && echo and
	@exec echo exec
	@echo a=b
	@A=b printenv A
	@echo \
	  x
	@test -d .
	@umask >/dev/null
	@echo {a,b} ~x | sed 's/~.*//'
