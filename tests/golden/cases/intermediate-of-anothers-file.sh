# A file that GNU make built through an intermediate one that is gone again: what umake knows of the
# intermediate file says nothing of it, so times decide.
write Makefile << 'EOF'
all: p.out q.out
%.out: %.mid ; @$(LOG) $@; cat $< > $@
%.mid: %.pre ; @cat $< > $@
%.pre: %.in ; @cat $< > $@
q.out: q.in ; @$(LOG) $@; cat $< > $@
EOF
echo 1 > p.in; echo q > q.in
umake
expect_ran 'p.out q.out'
expect_missing p.mid
edit p.in 2
gnu
expect_ran 'p.out'
expect_file p.out 2
edit p.in 1
umake
expect_ran 'p.out'
expect_file p.out 1
umake
expect_ran ''
