project
umake -n
expect_ran ''
expect_missing prog
umake
expect_ran 'a.o b.o prog'
edit a.c changed
umake -n
umake
expect_ran 'a.o prog'
