project
umake --standard
expect_ran 'a.o b.o prog'
expect_missing "$UMAKE_CACHE_DIR"
umake --mode=standard
expect_ran ''
tick; touch a.c
umake --mode=standard
expect_ran 'a.o prog'
