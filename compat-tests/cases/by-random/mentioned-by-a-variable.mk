#: about a target-specific variable mentions the target, as a prerequisite would
#: $ make -r
t0: bar.out
bar: V =
%.out: %
	echo $@
