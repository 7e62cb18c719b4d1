# Ultra mode: a phony goal is not run again while all that it read, wrote and ran is as it was.
write Makefile << 'EOF'
.PHONY: test-a test-b check
check: test-a test-b
test-a: a.c
	@cat a.c lib.c > /dev/null; echo "a is well"; echo "careful" >&2; echo a >> results.log
test-b:
	@cat b.c; echo b > b.result
.PHONY: network
network:
	@bash -c 'exec 3<> /dev/tcp/127.0.0.1/1' 2> /dev/null; echo tried
EOF
echo a > a.c; echo 'b is well' > b.c; echo lib > lib.c
replays() { grep -c "' (cached)" <<< "$output"; }
umake check-ultra -j1
first=$(grep -e well -e careful <<< "$output")
[ "$(replays)" = 0 ] || fail 'nothing is known yet'
# a.c's test found the log as it was not when b's was done: both have settled by the second run.
umake check-ultra -j1
umake check-ultra -j1
[ "$(replays)" = 2 ] || fail 'both are replayed'
[ "$(grep -e well -e careful <<< "$output")" = "$first" ] || fail 'with their output'
expect_output '0 ran, 0 restored, 2 replayed'
touch a.c b.c lib.c
umake check-ultra -j1
[ "$(replays)" = 2 ] || fail 'a touch changes nothing'
edit lib.c changed
umake check-ultra -j1
expect_output "'test-b' (cached)"
expect_no_output "'test-a' (cached)"
umake check-ultra -j1
[ "$(replays)" = 2 ] || fail 'both are replayed'
umake --fresh=test-b check-ultra -j1
expect_output "'test-a' (cached)"
expect_no_output "'test-b' (cached)"
rm b.result
umake check-ultra -j1
expect_file b.result b
umake -j1 check
[ "$(replays)" = 0 ] || fail 'fast mode runs them'
for i in 1 2; do umake network-ultra; [ "$(replays)" = 0 ] || fail 'never replayed'; done
