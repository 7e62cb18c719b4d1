#: $ touch f.c; make -r f.o; make -R -n f.o; make -n f.o | sed 's/  */ /g'
$(info [$(CC)] [$(SUFFIXES)])
