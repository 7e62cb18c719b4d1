project
umake
chmod -R a-w "$UMAKE_CACHE_DIR"
edit a.c changed
umake
expect_status 0
expect_ran 'a.o prog'
