#: about what the expansion of exported variables prints comes where the first command needs it
#: modes standard fast
#: $ echo 1 > in; make
#: $ rm -f out; make
#: $ rm -f out; make --trace
#: $ make shell
#: $ make bad
export V = $(info V is expanded)$(warning careful)v
out: in
	@:
	echo "$$V" > $@; cat $@
	echo two
bad: export W = $(error no environment)
bad: in
	echo never > $@
shell: export W = $(shell echo a command of the environment >&2)$(info after it)w
shell: in
	echo $$W
