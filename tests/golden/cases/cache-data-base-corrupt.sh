project
umake
find "$UMAKE_CACHE_DIR" -type f | while read -r f; do head -c 100000 /dev/urandom > "$f"; done
umake
expect_status 0
expect_ran ''
[ "$(grep -ci warning <<< "$output")" -le 1 ] || fail 'more than one warning'
edit a.c changed
umake
expect_status 0
expect_ran 'a.o prog'
expect_file prog 'changed
h
b
h'
