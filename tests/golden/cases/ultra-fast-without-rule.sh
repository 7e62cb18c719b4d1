# The build goal, then test or check if there is one; one line says so, a summary closes.
project
cat >> Makefile << 'END'
test: prog
	@$(LOG) test
	@echo tested
.PHONY: test
END
umake ultra-fast
expect_status 0
expect_ran 'a.o b.o prog test'
expect_output tested
[ "$(grep -c 'ultra' <<< "$output")" -ge 1 ] || fail 'no line says what was chosen'
