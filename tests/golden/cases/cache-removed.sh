# Without records, GNU make's rule: nothing runs in an up-to-date tree.
project
umake
rm -rf "$UMAKE_CACHE_DIR"
umake
expect_ran ''
