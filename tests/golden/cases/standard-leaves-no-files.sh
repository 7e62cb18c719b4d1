project
standard
expect_ran 'a.o b.o prog'
expect_missing "$UMAKE_CACHE_DIR"
[ "$(ls -A | tr '\n' ' ')" = 'Makefile a.c a.o b.c b.o common.h prog ' ] || fail 'files left in the tree'
tick; touch a.c
standard
expect_ran 'a.o prog'
