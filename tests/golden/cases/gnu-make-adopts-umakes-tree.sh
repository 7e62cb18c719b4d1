project
umake
expect_ran 'a.o b.o prog'
gnu
expect_ran ''
edit b.c changed
umake
gnu
expect_ran ''
