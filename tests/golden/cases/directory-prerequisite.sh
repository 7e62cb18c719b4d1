# A directory's digest is the sorted names in it.
write Makefile << 'END'
t: d
	@$(LOG) t
	@ls d > t
END
mkdir d; touch d/a; touch -d '2020-01-01' d
umake
expect_ran t
tick; touch d
umake
expect_ran ''
tick; touch d/b
umake
expect_ran t
