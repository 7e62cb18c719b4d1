project
gnu
expect_ran 'a.o b.o prog'
umake
expect_ran ''
tick; touch ./*.c
umake
expect_ran ''
edit b.c changed
umake
expect_ran 'b.o prog'
