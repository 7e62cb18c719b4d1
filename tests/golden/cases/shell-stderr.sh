# What a command of a $(shell) writes to stderr comes through at once, in its place, and such a
# command runs each time.
write Makefile << 'EOF'
$(info before)
X := $(shell echo one; echo note >&2; echo two)
$(info after $(X))
Y := $(shell exec >&-; sleep 0.1; echo late >&2)
all: ; @:
EOF
for _ in 1 2; do
  umake
  [ "$output" = "$(printf 'before\nnote\nafter one two\nlate')" ] || fail 'another order'
done
# It may leave somebody behind who writes there.
write Makefile << 'EOF'
X := $(shell (sleep 0.3; echo slow >&2) > /dev/null & echo quick)
$(info $(X))
all: ; @:
EOF
umake; expect_output quick; expect_output slow
