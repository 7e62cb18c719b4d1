# As root, permissions stop nobody: a file in the directory's place does.
project
rm -rf "$UMAKE_CACHE_DIR"
echo 'not a directory' > "$UMAKE_CACHE_DIR"
umake
expect_status 0
expect_ran 'a.o b.o prog'
expect_warnings 1
umake
expect_ran ''
edit a.c changed
umake
expect_ran 'a.o prog'
