# What a recipe used of another target's making is made first from then on, though no makefile says
# so: after a change of what that is made from, one build is enough.
write Makefile << 'EOF'
all: prog gen.h
prog: main.c
	@$(LOG) prog
	@cat main.c gen.h > $@
gen.h: gen.in
	@$(LOG) gen.h
	@sleep 0.1; cp $< $@
EOF
echo m > main.c; echo 1 > gen.in; echo 0 > gen.h; touch -d '2020-01-01' gen.h
umake -j2
umake -j2
umake -j2
expect_ran ''
edit gen.in 2
umake -j2
expect_ran 'gen.h prog'
expect_file gen.h 2
[ "$(tail -1 prog)" = 2 ] || fail 'prog has the new gen.h'
rm -f prog gen.h
umake -j2 --no-cache
[ "$(tail -1 prog)" = 2 ] || fail 'prog has the new gen.h'
