# A damaged result of a $(shell) is none: the command runs, and its result is kept anew.
given() { "$UMAKE" --cache=status | sed -n 's/^$(shell): *\([0-9]*\) given.*/\1/p'; }
echo 1 > version; tick; tick
write Makefile << 'EOF'
X := $(shell cat version)
all: ; @echo "version=$(X)"
EOF
umake; umake; expect_output version=1
[ "$(given)" = 1 ] || fail 'it is not kept'
damage() { find "$UMAKE_CACHE_DIR/actions-1" -type f ! -name stats; }
for file in $(damage); do truncate -s -3 "$file"; done
umake; expect_status 0; expect_output version=1; expect_output 'was damaged'
[ "$(given)" = 1 ] || fail 'a cut result is believed'
umake; expect_output version=1; [ "$(given)" = 2 ] || fail 'it is not kept anew'
for file in $(damage); do
  printf 'garbage' | dd of="$file" bs=1 seek=100 conv=notrunc 2> /dev/null
done
umake; expect_status 0; expect_output version=1
[ "$(given)" = 2 ] || fail 'a garbled result is believed'
"$UMAKE" --cache=clean > /dev/null
umake; expect_output version=1
umake; expect_output version=1
