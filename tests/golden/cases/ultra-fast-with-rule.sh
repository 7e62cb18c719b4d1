write Makefile << 'END'
all: ; @$(LOG) all
ultra-fast: ; @$(LOG) own-rule
END
umake ultra-fast
expect_ran own-rule
