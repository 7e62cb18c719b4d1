# A match-anything rule is no such rule.
write Makefile << 'END'
build: ; @$(LOG) build
all: ; @$(LOG) all
%: ; @$(LOG) any-$@
.PHONY: all build
END
umake ultra-fast
expect_ran build
