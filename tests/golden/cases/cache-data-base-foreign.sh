project
mkdir -p "$UMAKE_CACHE_DIR"
for f in data.mdb lock.mdb state.mdb; do echo 'something else' > "$UMAKE_CACHE_DIR/$f"; done
umake
expect_status 0
expect_ran 'a.o b.o prog'
umake
expect_ran ''
