# A file that no makefile names: recipes that leave different things in it run one after the other,
# those that leave the same there need not.
write Makefile << 'END'
all: a b c d
a b: in
	@$(LOG) $@
	@mkdir lock || touch ../overlap; echo $@ > both; sleep 0.1; cat both > $@; rm -rf lock
c d: in
	@echo same > compiled; date +%s%N > $@.from; sleep 0.2; date +%s%N > $@
END
echo 1 > in
umake -j1 --no-cache c d
umake -j2 --no-cache
rm -rf ../overlap lock a b c d
umake -j4 --no-cache
expect_missing ../overlap
expect_file a a
expect_file b b
[ "$(cat c)" -gt "$(cat d.from)" ] || fail 'd had to wait for c'
[ "$(cat d)" -gt "$(cat c.from)" ] || fail 'c had to wait for d'
