write Makefile << 'END'
CFLAGS = -O2
prog: main.c
	@$(LOG) $@
	@echo '$(CFLAGS)' > $@
install: prog
	@$(LOG) $@
	@cp prog installed
.PHONY: install
END
echo m > main.c
umake CFLAGS=-O3
expect_ran prog
umake install
expect_ran install
expect_file installed -O3
