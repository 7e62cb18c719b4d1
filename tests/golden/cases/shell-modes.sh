# Results of $(shell) are neither kept nor used in standard mode, with --no-cache and --no-observe;
# -n and -q use them.
given() { "$UMAKE" --cache=status | sed -n 's/^$(shell): *\([0-9]*\) given.*/\1/p'; }
stored() { "$UMAKE" --cache=status | sed -n 's/^$(shell):.* \([0-9]*\) stored$/\1/p'; }
echo 1 > version; tick
write Makefile << 'EOF'
X := $(shell cat version)
all: ; @echo '$(X)'
EOF
standard; standard; expect_output 1
[ ! -e "$UMAKE_CACHE_DIR" ] || fail 'standard mode keeps something'
umake --no-cache; umake --no-observe
umake -n
[ "$(stored)" = '' ] || fail 'something is kept'
umake; [ "$(stored)$(given)" = 10 ] || fail 'it is kept'
umake --no-cache; umake --no-observe; standard
[ "$(given)" = 0 ] || fail 'it is used'
umake -n; expect_output "echo '1'"; [ "$(given)" = 1 ] || fail '-n does not use it'
umake --mode=ultra; expect_output 1; [ "$(given)" = 2 ] || fail 'ultra mode does not use it'
edit version 2
umake -n; expect_output "echo '2'"; umake; expect_output 2
# A makefile that wants nothing kept.
write Makefile << 'EOF'
.UMAKE_NOCACHE:
X := $(shell cat version)
all: ; @echo '$(X)'
EOF
count=$(given)
umake; umake; [ "$(given)" = "$count" ] || fail 'it is used'
