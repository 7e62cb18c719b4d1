#: about wildcards in a rule are expanded when it is looked at, without a % as well
#: $ touch a.y b.y; make -r
%.c: %.y *.c; @echo "$@: $^"; : > $@
%.c: %.y; @echo "$@ alone"; : > $@
all: a.c b.c
