#: about seed 624296: a member that a failed recipe left as it was is not said to be bogus; with no
#: about archive before nothing is known of how it was
#: $ make 'lib.a(x.o)'
#: $ echo b > b.o; ar r lib.a b.o; make 'lib.a(x.o)'
#: $ echo y > y.o; make 'lib.a(y.o)' 2>&1 | grep -v creating
#: $ make 'lib.a(b.o)'; rm lib.a
.DELETE_ON_ERROR:
lib.a(x.o): ; false
lib.a(y.o): ; ar rU lib.a y.o; false
lib.a(b.o): ; ar d lib.a b.o; false
