# Intermediate files that are kept: one that is there may have to be made again before it is used.
write Makefile << 'EOF'
all: p.out
%.out: %.mid ; @$(LOG) $@; cat $< > $@
%.mid: %.pre ; @$(LOG) $@; cat $< > $@
%.pre: %.in ; @$(LOG) $@; cat $< hidden > $@
.SECONDARY: p.mid p.pre
EOF
echo h > hidden; echo 1 > p.in
umake
expect_ran 'p.mid p.out p.pre'
umake
expect_ran ''
edit p.in 2
umake
expect_ran 'p.mid p.out p.pre'
expect_file p.out "$(printf '2\nh\n')"
# An older file; one that nobody declared; a newer time of the file itself.
edit p.in 3; touch -d '2020-01-01' p.in
umake
expect_file p.out "$(printf '3\nh\n')"
edit hidden H
umake
expect_file p.out "$(printf '3\nH\n')"
edit p.in 4; touch p.mid
umake
expect_file p.out "$(printf '4\nH\n')"
rm p.mid; edit p.in 5
umake
expect_file p.out "$(printf '5\nH\n')"
touch p.in p.pre p.mid
umake
expect_ran ''
# What is remade as it was stops there.
edit hidden "$(printf 'H')"
umake
expect_ran ''
