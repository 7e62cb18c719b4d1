write Makefile << 'END'
t: FORCE
	@$(LOG) $@
	@echo t > t
FORCE:
END
umake
umake
expect_ran t
