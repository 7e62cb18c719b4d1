# What a recipe read from standard input is in no file: its result is not kept.
write Makefile << 'EOF'
version: ; @cat > $@
other: ; @echo other > $@
EOF
hits() { "$UMAKE" --cache=status | sed -n 's/^hits: *\([0-9]*\).*/\1/p'; }
echo 1 | "$UMAKE" version; expect_file version 1
rm version
echo 2 | "$UMAKE" version; expect_file version 2
echo 3 > in; rm version; "$UMAKE" version < in; expect_file version 3
echo 4 > in; rm version; "$UMAKE" version < in; expect_file version 4
echo 5 | "$UMAKE" other; rm other; echo 5 | "$UMAKE" other
[ "$(hits)" = 1 ] || fail 'what does not read it is kept'
