#: makefile none
#: $ echo 'X = 1' > Makefile; make; echo > Makefile; make
#: ignore Makefile
