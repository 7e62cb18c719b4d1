#: $ echo '#include "h.h"' > main.c; echo 'int x;' > h.h; make; make; sleep 0.05; touch h.h; make
#: ignore *.o
all: main.o
%.o: %.c
	@echo compiling $<
	@gcc -MMD -MP -c $< -o $@
-include main.d
