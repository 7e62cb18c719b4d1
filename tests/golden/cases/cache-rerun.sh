# --rerun: all recipes run, and what they make is compared with what the cache holds.
write Makefile <<'END'
all: a b
a: in ; @echo run a; cat in > a
b: in ; @echo run b; cat in > b; head -c 8 /dev/urandom | od >> b
END
echo 1 > in
umake
umake --cache=verify --rerun
expect_status 1
expect_output 'run a'
expect_output 'run b'
expect_output "the recipe of 'b' made 'b' other than before"
expect_output '2 results of recipes compared with the cache, 1 files differ'
expect_no_output "the recipe of 'a'"
umake --rerun a
expect_status 0
expect_output 'run a'
edit in 2
umake --rerun a
expect_output '0 results of recipes compared with the cache, 0 files differ'
umake
expect_output 'run b'
expect_no_output 'run a'
