#: filter /^Terminated$/d
#: $ make & p=$!; while [ ! -e half ]; do sleep 0.02; done; sleep 0.05; kill -TERM $p; wait $p; echo status $?
half:
	@touch half; exec sleep 3
