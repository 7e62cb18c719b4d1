# What a recipe read from standard input is in no file: its result is not kept.
write Makefile << 'EOF'
version: ; @cat > $@
other: ; @echo other > $@
EOF
# When all has been written: what is written while a recipe runs can't be told.
late() { sleep 0.1; "$UMAKE" "$1"; }
hits() { "$UMAKE" --cache=status | sed -n 's/^hits: *\([0-9]*\).*/\1/p'; }
echo 1 | late version; expect_file version 1
rm version
echo 2 | late version; expect_file version 2
echo 3 > in; rm version; "$UMAKE" version < in; expect_file version 3
echo 4 > in; rm version; "$UMAKE" version < in; expect_file version 4
echo 5 | late other; rm other; echo 5 | late other
[ "$(hits)" = 1 ] || fail 'what does not read it is kept'
# What had nothing to read may have tried: it is not put back where there is something.
rm version; "$UMAKE" version < /dev/null; expect_file version ''
rm version; "$UMAKE" version < in; expect_file version 4
rm version; echo 6 | late version; expect_file version 6
rm version; "$UMAKE" version < /dev/null; expect_file version ''
[ "$(hits)" = 2 ] || fail 'put back where there is nothing again'
