#: filter /^Terminated$/d
#: $ make & p=$!; while [ ! -e half ]; do sleep 0.02; done; sleep 0.05; kill -TERM $p; wait $p; echo status $?; ls
.PRECIOUS: half
half:
	@touch half; exec sleep 3
