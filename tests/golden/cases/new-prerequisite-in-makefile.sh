# A prerequisite that the record does not know and that is not newer does not rebuild.
project
umake
echo x > extra.h; touch -d '2020-01-01' extra.h
echo 'a.o: extra.h' >> Makefile
umake
expect_ran ''
edit extra.h changed
umake
expect_ran 'a.o prog'
