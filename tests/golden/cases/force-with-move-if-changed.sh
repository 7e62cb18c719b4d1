# FORCE and a file that is only rewritten when it changes: its dependants stay.
write Makefile << 'END'
prog: version.h main.c
	@$(LOG) $@
	@cat $^ > $@
version.h: FORCE
	@$(LOG) $@
	@echo v1 > $@.tmp; cmp -s $@.tmp $@ || mv $@.tmp $@; rm -f $@.tmp
FORCE:
END
echo m > main.c
umake
expect_ran 'prog version.h'
umake
expect_ran 'version.h'
