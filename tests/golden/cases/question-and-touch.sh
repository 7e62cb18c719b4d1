project
umake -q
expect_status 1
umake
umake -q
expect_status 0
edit a.c changed
umake -q
expect_status 1
umake -t
expect_status 0
umake
expect_ran ''
