project
umake
find "$UMAKE_CACHE_DIR" -type f -size +0 | while read -r f; do truncate -s 5000 "$f"; done
edit a.c changed
umake
expect_status 0
expect_ran 'a.o prog'
[ "$(grep -ci warning <<< "$output")" -le 1 ] || fail 'more than one warning'
