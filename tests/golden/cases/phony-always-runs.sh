write Makefile << 'END'
.PHONY: all
all: f
	@$(LOG) $@
f: s
	@$(LOG) $@
	@cp s f
END
echo s > s
umake
expect_ran 'all f'
umake
expect_ran all
tick; touch s
umake
expect_ran all
