# A declared prerequisite that the record does not know, newer than the target: stale.
write Makefile << 'END'
t: a
	@$(LOG) $@
	@cat a > t
-include t.d
END
echo a > a
umake
expect_ran t
edit h new
echo 't: h' > t.d
umake
expect_ran t
umake
expect_ran ''
