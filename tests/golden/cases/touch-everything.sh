# A touch changes no content: nothing runs.
project
umake
expect_ran 'a.o b.o prog'
umake
expect_ran ''
tick; touch ./*
umake
expect_ran ''
expect_status 0
