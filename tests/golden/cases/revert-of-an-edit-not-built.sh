# Changed and changed back between two builds.
project
umake
edit a.c other
edit a.c a
umake
expect_ran ''
