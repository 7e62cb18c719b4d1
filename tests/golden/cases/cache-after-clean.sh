# What was made before from the same inputs is put back: after a clean, on another branch, after a
# change that was taken back. Output is printed again, in its order.
write Makefile << 'EOF'
prog: a.o b.o
	cat $^ > $@
%.o: %.c common.h
	@echo "making $@"; echo "warning: $@" >&2
	cat $^ > $@
clean: ; rm -f prog *.o
EOF
echo a > a.c; echo b > b.c; echo h > common.h
umake -j1
first=$output
cp prog before
umake clean
umake -j1
[ "$output" = "$first" ] || fail 'the same output'
cmp -s prog before || fail 'the same program'
"$UMAKE" --cache=status | grep -q '^hits: *3 ' || fail 'three hits'
edit common.h other
umake -j1
edit common.h h
umake -j1
cmp -s prog before || fail 'the same program'
umake
expect_output 'up to date'
"$UMAKE" --cache=status | grep -q '^hits: *6 ' || fail 'six hits'
