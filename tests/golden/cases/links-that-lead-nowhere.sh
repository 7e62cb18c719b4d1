# A symbolic link that leads nowhere is no file to make, but recipes make such links, look for them
# and remove them: they are put back and counted like files.
write Makefile <<'END'
all: t asked read
t: in
	@rm -f gone; ln -sfn nowhere-`cat in` link; cat in > t
asked:
	@$(LOG) asked
	@if [ -L other ]; then echo yes; else echo no; fi > asked
read:
	@$(LOG) read
	@readlink another > read || echo none > read
.PHONY: test
test: in
	@ln -sfn nowhere-`cat in` tested
END
hits() { "$UMAKE" --cache=status | sed -n 's/^hits: *\([0-9]*\) .*/\1/p'; }
leads() { [ "$(readlink "$1")" = "$2" ] || fail "$1 is to lead to $2, not to '$(readlink "$1")'"; }
echo 1 > in; umake
leads link nowhere-1
edit in 2; umake
leads link nowhere-2
edit in 1; umake
[ $(hits) = 1 ] || fail 'put back'
leads link nowhere-1
rm link t; ln -s nowhere gone; umake
leads link nowhere-1
[ ! -L gone ] || fail 'it is to be removed'
expect_file asked no
expect_file read none
ln -s nowhere other; ln -s nowhere another; umake
expect_ran 'asked read'
expect_file asked yes
expect_file read nowhere
rm other another; umake
expect_file asked no
expect_file read none

umake test-ultra
leads tested nowhere-1
edit in 2; umake test-ultra
leads tested nowhere-2
edit in 1; umake test-ultra
expect_output ' 0 ran'
leads tested nowhere-1
ln -sfn elsewhere tested; umake test-ultra
leads tested nowhere-1
