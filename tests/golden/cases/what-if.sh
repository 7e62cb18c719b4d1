# -W has the recipe run; where that changed no byte, what depends on it stays as it is (rule 5).
project
umake
umake -W a.c
expect_ran 'a.o'
umake -n -W b.c
expect_output 'cat b.c common.h > b.o'
