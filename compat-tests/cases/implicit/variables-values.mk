#: $ make
$(info $(value COMPILE.c)|$(value LINK.o)|$(value COMPILE.cc)|$(value LINK.c)|$(value YACC.y)|$(value PREPROCESS.S)|$(value OUTPUT_OPTION)|$(value LEX.l)|$(value CO)|$(value CHECKOUT,v))
all:;@:
