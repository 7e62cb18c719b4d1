project
umake
edit a.c changed
umake -o a.o
expect_ran ''
