#: about build, then nothing to do, then clean
#: $ echo 'int main(void) { return 0; }' > main.c; echo 'int k;' > kbd.c
#: $ make
#: $ make
#: $ make clean
#: ignore edit *.o
edit : main.o kbd.o
	cc -o edit main.o kbd.o

main.o : main.c
	cc -c main.c
kbd.o : kbd.c
	cc -c kbd.c
clean :
	rm edit main.o kbd.o
