# A directory that recipes make on the way and the last of them removes: whether it is there when a
# recipe looks says nothing of what the recipe makes.
write Makefile << 'END'
all: a b c
a b: in
	@$(LOG) $@
	@mkdir objs 2>/dev/null || test -d objs
	@cat in > objs/$@.o
	@mv objs/$@.o $@
c: a b
	@$(LOG) $@
	@cat a b > $@
	@rmdir objs
b: a
END
echo 1 > in
umake
expect_ran 'a b c'
umake
expect_ran ''
edit in 2
umake
expect_ran 'a b c'
umake
expect_ran ''
