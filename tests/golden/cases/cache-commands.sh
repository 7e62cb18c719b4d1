# --cache=COMMAND acts and exits: it needs no makefile, and a target named cache is a target.
umake --cache=status
expect_status 0
expect_output 'no action cache'
expect_missing "$UMAKE_CACHE_DIR"
umake --cache=burn
expect_status 2
expect_output "unknown cache command 'burn'"
write Makefile <<'END'
all: ; @$(LOG) all
cache: ; @$(LOG) cache
END
mkdir -p "$UMAKE_CACHE_DIR"
for command in status gc verify clean; do
  umake "--cache=$command"
  expect_status 0
  expect_ran ''
done
UMAKE_CACHE_SIZE=plenty umake --cache=status
expect_status 2
expect_output "bad cache size 'plenty' from UMAKE_CACHE_SIZE"
MAKEFLAGS=--cache=clean umake cache
expect_ran 'cache'
chmod 777 "$UMAKE_CACHE_DIR"
umake --cache=clean
expect_status 2
expect_output 'others may write'
