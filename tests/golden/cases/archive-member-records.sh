command -v ar > /dev/null || exit 0
write Makefile << 'END'
lib.a: lib.a(a.o) lib.a(b.o)
	@$(LOG) lib
lib.a(%.o): %.o
	@$(LOG) member-$%
	@ar rc $@ $<
a.o b.o: %.o: %.c
	@$(LOG) $@
	@cp $< $@
END
echo a > a.c; echo b > b.c; touch -d '2020-01-01' a.c b.c
umake
expect_status 0
umake
expect_ran ''
tick; touch a.c b.c
umake
expect_ran ''
