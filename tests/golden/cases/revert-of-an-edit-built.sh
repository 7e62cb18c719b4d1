# Built in between: the way back is a change again, and then settles.
project
umake
edit a.c other
umake
expect_ran 'a.o prog'
edit a.c a
umake
expect_ran 'a.o prog'
umake
expect_ran ''
