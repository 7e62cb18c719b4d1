project
umake
umake -W a.c
expect_ran 'a.o prog'
umake -n -W b.c
expect_output 'cat b.c common.h > b.o'
