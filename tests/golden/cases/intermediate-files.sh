write Makefile << 'END'
%.c: %.b
	@$(LOG) c
	@cp $< $@
%.b: %.a
	@$(LOG) b
	@cp $< $@
END
echo a > f.a; touch -d '2020-01-01' f.a
umake f.c
expect_ran 'b c'
expect_missing f.b
umake f.c
expect_ran ''
tick; touch f.a
umake f.c
expect_ran ''
edit f.a changed
umake f.c
expect_ran 'b c'
