#: about a phony target runs although a file has its name; errors ignored with -
#: $ touch clean; make clean
.PHONY : clean
clean :
	-rm edit $(objects)
	@echo done
