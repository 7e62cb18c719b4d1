# A recipe that failed, or was killed, is run again: there is no result of it, and none of another
# run is given in its place.
write Makefile << 'EOF'
out: in ; @echo "running $@"; cat in > $@; echo "said $$(cat in)"; sh verdict
.PHONY: test
test: ; @echo "running $@"; cat in; sh verdict
EOF
stored() { "$UMAKE" --cache=status | sed -n 's/^results: *\([0-9]*\).*/\1/p'; }
echo 1 > in
for verdict in 'exit 1' 'kill -9 $PPID' 'kill -9 $$' 'exit 1'; do
  echo "$verdict" > verdict
  for mode in fast ultra; do
    umake --mode=$mode out; expect_status 2; expect_output 'running out'
    umake --mode=$mode test; expect_status 2; expect_output 'running test'
  done
done
[ "$(stored)" = 0 ] || fail "nothing is kept, but $(stored) are"
echo 'exit 0' > verdict
umake --mode=ultra out test; expect_status 0; expect_output 'running out'
umake --mode=ultra out test; expect_status 0; expect_output "'test' (cached)"
echo 'exit 1' > verdict
umake --mode=ultra test; expect_status 2; expect_output 'running test'
umake --mode=ultra test; expect_status 2; expect_output 'running test'
umake --mode=ultra out; expect_status 2; expect_output 'running out'
echo 'exit 0' > verdict
umake --mode=ultra test; expect_status 0; expect_output 1
umake --mode=ultra out; expect_status 0; expect_file out 1
