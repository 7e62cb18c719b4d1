# What real makefiles do with dependency files does not keep results from being found again: a
# dependency file that is a prerequisite of what is made with it (zstd), and its directory, which is
# one while it is missing (git).
write Makefile << 'END'
all: first.o second.o
first.o: first.c first.d
	@echo 'first.o: first.c' > first.d; cp $< $@
first.d:
include $(wildcard first.d)
missing := $(filter-out $(wildcard .depend),.depend)
.depend:
	@mkdir -p $@
second.o third.o: %.o: %.c $(missing)
	@echo '$@: $<' > .depend/$*.d; cp $< $@
clean: ; @rm -rf *.o *.d .depend
END
for name in first second third; do echo $name > $name.c; done
hits() { "$UMAKE" --cache=status | sed -n 's/^hits: *\([0-9]*\) .*/\1/p'; }
umake -j1 third.o all
umake clean
before=$(hits)
umake -j1 all
[ "$(hits)" = $((before + 3)) ] || fail "$(hits) hits after $before: first.o, second.o and .depend"
expect_file second.o second
[ -s .depend/second.d ] && [ -s first.d ] || fail 'the dependency files are back'
