# A depfile that the recipe writes along with its target is declared as a prerequisite of it
# (zstd's makefiles): that it was not there the first time rebuilds nothing.
write Makefile << 'END'
main.o: main.c main.d
	@$(LOG) $@
	@echo 'main.o: a.h' > main.d
	@cp $< $@
main.d:
a.h:
include $(wildcard main.d)
END
echo m > main.c; echo a > a.h
touch -d '2020-01-01' main.c a.h
umake
expect_ran main.o
umake
expect_ran ''
edit a.h changed
umake
expect_ran main.o
umake
expect_ran ''
rm main.d
umake
expect_ran main.o
umake
expect_ran ''
