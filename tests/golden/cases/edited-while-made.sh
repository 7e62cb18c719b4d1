# A source that is edited while a recipe runs, and whose edit is undone later: neither the record nor
# the cache takes what was made from the edit for what the old source gives.
write Makefile << 'EOF'
a.o: a.c
	sleep 0.4; cat a.c > a.o
EOF
echo v1 > a.c; tick
"$UMAKE" & sleep 0.2; echo v2 > a.c; wait
umake; [ "$(cat a.o)" = v2 ] || fail "a.o is $(cat a.o)"
tick; echo v1 > a.c; umake; [ "$(cat a.o)" = v1 ] || fail "undone: a.o is $(cat a.o)"
rm a.o; umake; [ "$(cat a.o)" = v1 ] || fail "put back: a.o is $(cat a.o)"
# Undone before the next build.
echo v3 > a.c; tick
"$UMAKE" & sleep 0.2; echo v4 > a.c; wait
tick; echo v3 > a.c; umake; [ "$(cat a.o)" = v3 ] || fail "undone at once: a.o is $(cat a.o)"
# Looked at before it was edited, used after.
write Makefile << 'EOF'
all: c.o b.o
c.o: s0
	cat h s0 > c.o
b.o: b.c a.o
	cat b.c h > b.o
a.o: a.c
	sleep 0.4; cat a.c > a.o
EOF
echo v1 > b.c; echo h1 > h; echo s > s0; tick
umake -j1; tick; echo v5 > a.c; tick
"$UMAKE" -j1 & sleep 0.2; echo v2 > b.c; echo h2 > h; wait
umake -j1; [ "$(cat b.o | tr '\n' ' ')$(cat c.o | tr '\n' ' ')" = 'v2 h2 h2 s ' ] || fail "b.o is $(cat b.o)"
tick; echo v1 > b.c; echo h1 > h
umake -j1; [ "$(cat b.o | tr '\n' ' ')$(cat c.o | tr '\n' ' ')" = 'v1 h1 h1 s ' ] || fail "undone: b.o is $(cat b.o)"
