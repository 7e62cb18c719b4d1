# A header made by a program that is itself built, used without being declared.
write Makefile << 'EOF'
all: gen.h main.o
gen: gen.c
	@$(LOG) gen
	@gcc -o $@ $<
gen.h: gen table
	@$(LOG) gen.h
	@./gen < table > $@
main.o: main.c
	@$(LOG) main.o
	@gcc -c -o $@ $<
EOF
write gen.c << 'EOF'
#include <stdio.h>
int main(void) { int n = 0; if (scanf("%d", &n) == 1) printf("#define N %d\n", n); return 0; }
EOF
printf '#include "gen.h"\nint n = N;\n' > main.c
echo 1 > table
umake -j1
expect_ran 'gen gen.h main.o'
umake
expect_ran ''
edit table 2
umake -j2
expect_ran 'gen.h main.o'
edit table ' 2'
umake -j2
expect_ran 'gen.h'
sed -i 's/#define N/#define N 1 +/' gen.c
umake -j2
expect_ran 'gen gen.h main.o'
umake -j2
expect_ran ''
