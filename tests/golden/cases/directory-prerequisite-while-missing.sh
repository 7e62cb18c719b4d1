# A directory that is a prerequisite as long as it is missing only (git's .depend): what lies in it
# later makes nothing stale.
write Makefile <<'END'
all: a b
missing := $(filter-out $(wildcard dir),dir)
a b: in $(missing)
	@$(LOG) $@
	@cat in > dir/$@.d; cat in > $@
dir: ; @mkdir dir
END
echo 1 > in
umake -j1
expect_ran 'a b'
umake -j1
expect_ran ''
umake -j1
expect_ran ''
edit in 2
umake -j1
expect_ran 'a b'
