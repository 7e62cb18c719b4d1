# A file that recipes only add to is an input of none of them.
write Makefile << 'EOF'
all: a b c
a b c: in
	@$(LOG) $@
	@echo $@ >> build.log; cp in $@
EOF
echo 1 > in
umake
expect_ran 'a b c'
umake
expect_ran ''
edit in 2
umake
expect_ran 'a b c'
umake
expect_ran ''
