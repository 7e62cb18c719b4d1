# What was learned has a target begun from within another that it needs, by what is declared: that
# is no circle.
write Makefile << 'EOF2'
all: a b
a: x in
	@cp in a
x: in
	@cat y > /dev/null 2>&1; cp in x
b: y in
	@cp in b
y: in z
	@cp in y
z: in
	@cat b y > /dev/null 2>&1; cp in z
EOF2
echo 1 > in
for i in 1 2 3 4; do
  umake -j4
  expect_status 0
  expect_no_output ircular
  rm -f a b x y z
  tick
done
edit in 2
umake -j4
expect_no_output ircular
expect_file b 2
