write Makefile << 'END'
out/t: s | out
	@$(LOG) t
	@cp s out/t
out:
	@$(LOG) out
	@mkdir out
END
echo s > s; touch -d '2020-01-01' s
umake
expect_ran 'out t'
tick; touch out out/other
umake
expect_ran ''
