write Makefile << 'END'
t:: a
	@$(LOG) t-a
	@cat a >> t
t:: b
	@$(LOG) t-b
	@cat b >> t
END
echo a > a; echo b > b; touch -d '2020-01-01' a b
umake t
expect_ran 't-a t-b'
umake t
expect_ran ''
edit b changed
umake t
expect_ran 't-b'
umake t
expect_ran ''
