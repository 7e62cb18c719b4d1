# mtime alone would miss it: a file replaced by an older one with other content.
project
umake
echo older > ../older; touch -d '2019-01-01' ../older
mv ../older a.c
umake
expect_ran 'a.o prog'
