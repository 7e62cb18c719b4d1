command -v ar > /dev/null || exit 0
# One job: two runs of ar at once lose members (manual, "Dangers When Using Archives").
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
umake -j1
expect_status 0
umake -j1
expect_ran ''
tick; touch a.c b.c
umake -j1
expect_ran ''
