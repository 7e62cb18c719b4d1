#: $ touch p.y; make p.tab.c p.tab.h; make
%.tab.c %.tab.h: %.y
	@echo bison $< '$@' '$*'; touch $*.tab.c $*.tab.h
all: p.tab.h p.tab.c ; @echo '$^'
