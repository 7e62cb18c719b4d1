#: $ at 1 a; make --trace; make --trace -n
all: t ; @echo all
t: a b
	@touch t
	echo $?
b: ; @touch b
