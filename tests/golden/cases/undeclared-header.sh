# A makefile without header dependencies: a header counts when it changes, when one of its name
# appears earlier on the include path, and when it vanishes.
mkdir first second
write Makefile << 'EOF'
all: a.o b.o
%.o: %.c
	@$(LOG) $@
	@gcc -Ifirst -Isecond -c -o $@ $<
EOF
echo '#define X 1' > second/x.h
printf '#include "x.h"\nint a = X;\n' > a.c
echo 'int b;' > b.c
umake
expect_ran 'a.o b.o'
touch second/x.h a.c
umake
expect_ran ''
edit second/x.h '#define X 2'
umake
expect_ran 'a.o'
umake
expect_ran ''
edit first/x.h '#define X 3'
umake
expect_ran 'a.o'
rm first/x.h
umake
expect_ran 'a.o'
rm second/x.h
umake
expect_status 2
expect_ran 'a.o'
