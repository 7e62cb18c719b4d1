project
umake
sed -i 's/@cat/@:; cat/' Makefile
umake --recipe-check
expect_ran 'a.o b.o prog'
umake --recipe-check
expect_ran ''
