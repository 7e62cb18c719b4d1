write Makefile << 'END'
all: p.c p.h
%.c %.h: %.y
	@$(LOG) $*
	@cp $< $*.c; cp $< $*.h
END
echo y > p.y; touch -d '2020-01-01' p.y
umake
expect_ran p
umake
expect_ran ''
tick; touch p.y
umake
expect_ran ''
edit p.y changed
umake
expect_ran p
