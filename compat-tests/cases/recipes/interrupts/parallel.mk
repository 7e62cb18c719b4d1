#: $ make -j2 & p=$!; while [ ! -e a ] || [ ! -e b ]; do sleep 0.02; done; sleep 0.05; kill -TERM $p; wait $p; echo status $?
#: sorted
#: filter /^Terminated$/d
all: a b
a b:
	@touch $@; exec sleep 3
