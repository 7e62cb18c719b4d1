# An empty target is a stamp: its recipe's run is the change, although its content is the same.
write Makefile << 'END'
out: stamp
	@$(LOG) $@
	@date +%N > $@
stamp: src
	@$(LOG) $@
	@touch $@
END
echo s > src; touch -d '2020-01-01' src
umake
expect_ran 'out stamp'
umake
expect_ran ''
tick; touch src
umake
expect_ran ''
edit src changed
umake
expect_ran 'out stamp'
