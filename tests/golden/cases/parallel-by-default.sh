# As umake, jobs are automatic: with two CPUs, two recipes that wait for each other end.
[ "$(nproc)" -ge 2 ] || exit 0
write Makefile << 'END'
all: a b
a: ; @touch ../a-here; for i in $$(seq 100); do [ -e ../b-here ] && exit 0; sleep 0.05; done; exit 1
b: ; @touch ../b-here; for i in $$(seq 100); do [ -e ../a-here ] && exit 0; sleep 0.05; done; exit 1
.PHONY: all a b
END
umake
expect_status 0
