# Rule 5: a recipe-made prerequisite that ran and kept its bytes makes an unobserved dependant stale.
write Makefile << 'END'
.UMAKE_UNOBSERVED:
top: mid
	@$(LOG) $@
	@cp mid $@
mid: src
	@$(LOG) $@
	@echo done > $@
END
echo s > src; touch -d '2020-01-01' src
umake
expect_ran 'mid top'
edit src changed
umake
expect_ran 'mid top'
umake
expect_ran ''
