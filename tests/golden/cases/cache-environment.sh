# The environment is part of an action, but for what differs from run to run.
write Makefile << 'EOF'
out: ; @$(TOOL) echo "$$SETTING" > $@
EOF
hits() { "$UMAKE" --cache=status | sed -n 's/^hits: *\([0-9]*\).*/\1/p'; }
again() { rm -f out; run env "$@" "$UMAKE" out; }
again SETTING=1
again SETTING=1 SHLVL=7 SSH_TTY=x COLUMNS=3 _=y
[ "$(hits)" = 1 ] || fail 'a hit'
expect_file out 1
again SETTING=2
expect_file out 2
[ "$(hits)" = 1 ] || fail 'no hit: the recipe reads SETTING'
again SETTING=2 NUMBER=1
[ "$(hits)" = 1 ] || fail 'no hit: NUMBER is new'
again SETTING=2 NUMBER=1 UMAKE_CACHE_IGNORE='OTHER NUM*'
again SETTING=2 NUMBER=2 UMAKE_CACHE_IGNORE='OTHER NUM*'
[ "$(hits)" = 3 ] || fail 'NUMBER does not count'
