# Recipes whose result is not kept: a failed one, one that asks for the time, one that the makefile
# excepts, one that is not watched, and none at all with --no-cache.
write Makefile << 'EOF'
t: ; @date +%N > $@
n: ; @echo n > $@
u: ; @echo u > $@
ok: ; @echo ok > $@
bad: ; @echo bad > $@; false
ignored: ; -@echo ignored > $@; false
.UMAKE_NOCACHE: n
.UMAKE_UNOBSERVED: u
EOF
stored() { "$UMAKE" --cache=status | sed -n 's/^results: *\([0-9]*\).*/\1/p'; }
umake t n u
umake -k bad ignored
[ "$(stored)" = 0 ] || fail "nothing is kept, but $(stored) are"
umake ok --no-cache
[ "$(stored)" = 0 ] || fail 'nothing is kept with --no-cache'
rm ok; umake ok --no-observe
[ "$(stored)" = 0 ] || fail 'nothing is kept with --no-observe'
rm ok; umake ok
[ "$(stored)" = 1 ] || fail 'one is kept'
