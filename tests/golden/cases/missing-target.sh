project
umake
rm a.o
umake
case $(ran) in 'a.o prog' | a.o) ;; *) fail 'expected a.o' ;; esac
expect_file a.o 'a
h'
