# What was learned gives way to what is declared: no circle, no word of one.
write Makefile << 'EOF'
all: a b
a: in
	@$(LOG) a
	@test -f b && cat b > seen; cp in a
b: a
	@$(LOG) b
	@echo b > b
EOF
echo 1 > in; echo old > b; touch -d '2020-01-01' b
for i in 1 2 3; do
  umake -j2
  expect_status 0
  expect_no_output ircular
  expect_file b b
done
edit in 2
umake -j2
expect_status 0
expect_no_output ircular
expect_file a 2
