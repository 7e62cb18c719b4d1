project
umake
sed -i 's/@cat/@:; cat/' Makefile
umake
expect_ran ''
