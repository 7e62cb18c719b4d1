#: $ printf 'a=1\0\0\n\0foo\n\0\nall:;@echo hi $a\n \0\n\0\n\tfoo' > nul.mk; make -f nul.mk
#: $ printf '\177ELF\002\0\0abc:\n\0foo\nall:;@echo hi\n' > nul.mk; make -f nul.mk
#: about a NUL ends a line that another NUL has joined with the one before
#: makefile none
