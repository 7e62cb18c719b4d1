# An edit of the same size at once after a build: a racy entry is hashed again.
project
umake
printf 'z\n' > a.c
umake
expect_ran 'a.o prog'
printf 'y\n' > a.c
touch -r common.h a.c
umake
expect_ran 'a.o prog'
