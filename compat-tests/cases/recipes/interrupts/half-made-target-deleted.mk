#: filter /^Terminated$/d;/Interrupt$/d
#: $ timeout --preserve-status -s INT 0.5 make; echo status $?
#: sorted
half:
	@touch half; exec sleep 3
