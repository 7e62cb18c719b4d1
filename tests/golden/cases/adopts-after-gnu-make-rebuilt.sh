# Somebody else built in between: their files are taken as they stand.
project
umake
edit a.c changed
gnu
expect_ran 'a.o prog'
umake
expect_ran ''
