# A recipe that compares its target and leaves it alone has read it: it is no longer as it left it
# when the target changed or went.
write Makefile << 'EOF'
all: user
FORCE:
config.h: FORCE
	@sed p config.in > $@.tmp; cmp -s $@.tmp $@ && rm $@.tmp || mv $@.tmp $@
user: config.h
	@cat $< > $@
EOF
ultra() { umake --mode=ultra -j1; }
both() { expect_status 0; expect_file user "$(printf '%s\n' "$1" "$1")"; }
echo 1 > config.in; ultra; both 1
ultra; both 1
edit config.in 2; ultra; both 2
ultra; both 2
edit config.in 1; ultra; both 1
ultra; both 1
rm config.h; ultra; both 1
edit config.in 2; ultra; both 2
rm config.h user; ultra; both 2
