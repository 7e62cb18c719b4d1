#: $ touch a.c; make -n a.o CC=mycc CFLAGS=-flag COMPILE.c='$(CC) compile' OUTPUT_OPTION='-out $@'
$(info $(AR) $(ARFLAGS) $(AS) $(CXX) $(CPP) $(FC) $(LEX) $(YACC) $(LINT) $(RM) $(MAKEINFO) $(TEX) $(WEAVE) $(CO) $(GET) $(M2C) $(PC) [$(CFLAGS)])
all:
