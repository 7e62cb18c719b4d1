# A recipe may remove what it did not make. What was there before is part of what its result was
# made from, although nothing of it is left to look at afterwards.
hits() { "$UMAKE" --cache=status | sed -n 's/^hits: *\([0-9]*\).*/\1/p'; }
write Makefile << 'END'
listed: in ; @ls s > $@; rm -f s/b
emptied: in ; @ls s > $@; rm -rf s
asked: in ; @if test -f b; then echo yes > $@; else echo no > $@; fi; rm -f b
rewritten: in ; @echo x > b; cat in b > $@; rm b
directory: in ; @rm -rf $@; mkdir $@; cp in $@/x
moved: in ; @rm -f $@; mkdir t t/u; cp in t/u/x; mv t d; cp in $@
END
echo 1 > in
mkdir s; touch s/a s/b
umake listed
expect_file listed 'a
b'
rm listed
umake listed
expect_file listed a
rm listed; touch s/b
umake listed
expect_file listed 'a
b'
[ "$(hits)" = 1 ] || fail 'all is as it was the first time'
expect_missing s/b

touch s/b
umake emptied
rm emptied; mkdir s; touch s/a
umake emptied
expect_file emptied a

touch b
umake asked
expect_file asked yes
rm asked
umake asked
expect_file asked no
rm asked; touch b
before=$(hits)
umake asked
expect_file asked yes
[ "$(hits)" = $((before + 1)) ] || fail 'it is there again'
umake asked
expect_output 'up to date'

touch b
umake rewritten
expect_missing b
rm rewritten; touch b
umake rewritten
expect_missing b

# A file stood where the directory comes to be: what would lie in another one must go as well.
tick
echo file > directory; touch -d 2020-01-01 directory
umake directory
rm -rf directory; mkdir directory; touch directory/y; touch -d 2020-01-01 directory
umake directory
expect_file directory/x 1
expect_missing directory/y

# A directory that came by a rename was not there.
umake moved
rm -rf d moved
before=$(hits)
umake moved
expect_file d/u/x 1
[ "$(hits)" = $((before + 1)) ] || fail 'all is as it was'
