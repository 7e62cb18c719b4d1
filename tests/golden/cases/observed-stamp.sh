# A stamp: an empty file that stands for what its recipe did. What hangs on it follows each run.
write Makefile << 'EOF'
out: stamp
	@$(LOG) out
	@cat made > $@
stamp: in
	@$(LOG) stamp
	@cp in made; touch $@
EOF
echo 1 > in
umake
expect_ran 'out stamp'
umake
expect_ran ''
touch in stamp
umake
expect_ran ''
edit in 2
umake
expect_ran 'out stamp'
expect_file out 2
rm -rf stamp out made
umake
expect_file out 2
edit in 1
rm -rf stamp out made
umake
expect_file out 1
expect_file made 1
