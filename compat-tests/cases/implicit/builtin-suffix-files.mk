#: about the built-in suffix rules as intermediate files: they go again
#: env CC=: cc
#: env YACC=: yacc
#: env LEX=: lex
#: $ touch y.tab.c; make; ls -A
#: $ make -n half
x: .y ; @touch $@
half: .l
