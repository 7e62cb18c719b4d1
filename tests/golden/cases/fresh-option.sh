# --fresh: that recipe runs, whatever is known of it.
project
umake
umake --fresh=a.o
expect_ran 'a.o'
write Makefile << 'EOF'
out: in
	cp in out
EOF
echo 1 > in; umake; rm out; umake; rm out
umake --fresh=out
"$UMAKE" --cache=status | grep -q '^hits: *1 ' || fail 'one hit only'
umake --fresh=./out
expect_output 'cp in out'
umake
expect_output 'up to date'
