write Makefile << 'END'
t: s
	@$(LOG) $@
	@echo half > $@; test -e ok
END
echo s > s; touch -d '2020-01-01' s
umake
expect_status 2
touch ok
umake
expect_status 0
expect_ran t
umake
expect_ran ''
