# An edit runs exactly what GNU make runs.
project
umake
edit a.c 'a, changed'
cp -a . ../copy
umake
expect_ran 'a.o prog'
expect_file prog 'a, changed
h
b
h'
(cd ../copy && "$GNU_MAKE" -s) && cmp -s prog ../copy/prog || fail 'differs from GNU make'
edit common.h h2
umake
expect_ran 'a.o b.o prog'
