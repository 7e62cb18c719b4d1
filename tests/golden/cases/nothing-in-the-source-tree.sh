project
umake
[ "$(ls -A | tr '\n' ' ')" = 'Makefile a.c a.o b.c b.o common.h prog ' ] || fail 'files left in the tree'
