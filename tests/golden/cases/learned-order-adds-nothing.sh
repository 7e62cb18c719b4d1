# What was learned orders recipes, it never adds one: what the goals do not need is not made.
write Makefile << 'EOF'
dist: main.c
	@$(LOG) dist
	@cat main.c *.o > $@
main.o: main.c
	@$(LOG) main.o
	@! grep bad main.c > /dev/null && cp main.c main.o
EOF
echo good > main.c
umake main.o
umake dist
edit main.c bad
umake dist
expect_status 0
expect_ran 'dist'
