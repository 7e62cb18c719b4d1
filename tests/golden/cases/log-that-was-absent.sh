# A log that was not there when a recipe added to it: its result is that of an empty log only, and
# never replaces what others have added since.
write Makefile << 'EOF'
a: in
	@echo "made $@" >> build.log; cp in $@
EOF
echo 1 > in
umake
expect_file build.log 'made a'
rm a; echo 'another' > build.log
umake
expect_file a 1
expect_file build.log 'another
made a'
