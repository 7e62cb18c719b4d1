# Each rule of a double-colon target is judged by itself, whatever became of the others in the same
# build: also when the one before is over, and known to be, long before the next is looked at (here
# because umake waits for a slot in the meantime).
write Makefile << 'END'
all: t x1 x2 x3 u
t:: a
	@$(LOG) t-a
	@: $(X); cat a hidden > t
t:: b
	@$(LOG) t-b
	@: $(X); cat b hidden > t.b; touch t
x1 x2 x3:
	@sleep 0.05; touch $@
u: t
	@$(LOG) u
	@cat t t.b > $@
END
echo a > a; echo b > b; echo 1 > hidden; touch -d '2020-01-01' a b
build() {
  rm -f x?
  umake --no-cache --recipe-check "$@" X="${X-}"
}
build -j2
expect_ran 't-a t-b u'
n=1
for jobs in -j1 -j2; do
  build $jobs
  expect_ran ''
  n=$((n + 1)); edit hidden $n
  touch -d '2020-01-01' hidden
  build $jobs
  expect_ran 't-a t-b u'
  build $jobs
  expect_ran ''
  # Only what changed, though the rule in front of it runs in the same build.
  n=$((n + 1)); edit a $n
  build $jobs
  expect_ran 't-a u'
  n=$((n + 1)); edit b $n
  build $jobs
  expect_ran 't-b u'
  # The command counts for both of them.
  X=$n
  build $jobs
  expect_ran 't-a t-b'
  build $jobs
  expect_ran ''
done
