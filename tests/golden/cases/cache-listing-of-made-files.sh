# A recipe that lists files which other recipes make: the list is part of what it was made from.
write Makefile << 'EOF'
all.lst:
	@ls *.o > $@
%.o: %.c
	@cp $< $@
EOF
echo a > a.c; echo b > b.c
umake a.o; umake all.lst
expect_file all.lst a.o
umake b.o; rm all.lst; umake all.lst
expect_file all.lst "$(printf 'a.o\nb.o')"
