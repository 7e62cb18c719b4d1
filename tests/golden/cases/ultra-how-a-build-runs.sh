# Switches that say how a build runs, not what it makes, are no other command.
write Makefile <<'END'
t: in
	@$(LOG) t
	@cat in > t
END
echo 1 > in
umake --mode=ultra
expect_ran 't'
for switch in -i -k -s -w -O -d --trace -j3 --shuffle; do
  umake --mode=ultra $switch
  expect_ran ''
done
edit in 2
umake --mode=ultra -t
umake --mode=ultra
expect_ran ''
edit in 3
umake --mode=ultra -i
expect_ran 't'
umake --mode=ultra
expect_ran ''
