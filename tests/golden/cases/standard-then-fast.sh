project
standard
umake
expect_ran ''
tick; touch a.c
umake
expect_ran ''
