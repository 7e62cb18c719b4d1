project
umake
umake -B
expect_ran 'a.o b.o prog'
umake
expect_ran ''
