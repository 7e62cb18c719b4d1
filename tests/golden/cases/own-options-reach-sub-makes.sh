# umake's own options reach sub-makes, and never stand in MAKEFLAGS.
mkdir sub
write Makefile << 'EOF'
all: ; @echo "flags [$(MAKEFLAGS)] own [$(UMAKE_FLAGS)]"; $(MAKE) -C sub
EOF
write sub/Makefile << 'EOF'
t: ; @echo t > t
EOF
stored() { "$UMAKE" --cache=status | sed -n 's/^results: *\([0-9]*\).*/\1/p'; }
umake -j1 --no-cache --fresh='a b'
expect_output 'own [--no-cache --fresh=a\ b]'
expect_no_output 'flags [ --no-cache'
[ "$(stored)" = 0 ] || fail 'the sub-make keeps nothing'
rm sub/t; umake --no-observe
[ "$(stored)" = 0 ] || fail 'the sub-make keeps nothing'
rm sub/t; umake
[ "$(stored)" = 1 ] || fail 'it does otherwise'
rm sub/t; run env UMAKE_FLAGS=--no-cache "$UMAKE"
standard --no-cache
expect_output 'own []'
