# Rule 10: a recipe that finds nothing to do and leaves its target alone.
write Makefile << 'END'
.UMAKE_UNOBSERVED:
t: s
	@$(LOG) t
	@test -e t || echo t > t
END
echo t > t; touch -d '2020-01-01' t
echo s > s
umake
expect_ran t
umake
expect_ran t
