#: makefile none
#: about GNUmakefile, makefile, Makefile in this order
#: $ echo 'all:;@echo M' > Makefile; make
#: $ echo 'all:;@echo m' > makefile; make
#: $ echo 'all:;@echo G' > GNUmakefile; make
#: ignore *akefile
