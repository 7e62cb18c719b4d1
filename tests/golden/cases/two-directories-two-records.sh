# Records are the build directory's own.
project
cp -a "$tree" "$case_top/second"
umake
cd "$case_top/second"
umake
expect_ran 'a.o b.o prog'
edit a.c changed
umake
expect_ran 'a.o prog'
cd "$tree"
umake
expect_ran ''
