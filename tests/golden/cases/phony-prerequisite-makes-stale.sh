write Makefile << 'END'
.PHONY: ph
t: ph
	@$(LOG) $@
	@echo t > t
ph:
	@$(LOG) $@
END
umake
expect_ran 'ph t'
umake
expect_ran 'ph t'
