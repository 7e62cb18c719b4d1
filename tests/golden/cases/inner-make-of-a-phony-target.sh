# A file is made by an inner make that a phony target runs, in the same directory (kbuild): what that
# make recorded is known when the file's dependants are looked at.
write Makefile << 'END'
all: first out
first: source
	@$(LOG) $@
	@cp source $@
out: in/x in/stamp
	@$(LOG) $@
	@cp in/x $@
in/%: inner ;
.PHONY: inner
inner:
	@$(MAKE) -f inner.mk
END
write inner.mk << 'END'
all: in/x in/stamp
in/x: source
	@$(LOG) $@
	@cp source $@
in/stamp: other
	@$(LOG) $@
	@: > $@
END
mkdir in; echo s > source; echo o > other
umake
expect_ran 'first in/stamp in/x out'
umake
expect_ran ''
# An empty file says that it was made anew by its record alone.
edit other changed
umake
expect_ran 'in/stamp out'
umake
expect_ran ''
