# `date` in a $(shell) runs each time, and so does what is expanded from it.
write Makefile << 'EOF'
NOW := $(shell date +%s%N)
out: version ; @echo '$(NOW) $(shell date +%s%N) $(shell cat version)' > $@
.PHONY: all
all: ; @echo '$(NOW)'
EOF
echo v > version
umake all; first=$output
umake all; [ "$output" != "$first" ] || fail 'the time stands still'
umake; first=$(cat out)
rm out; tick; umake
[ "$(cat out)" != "$first" ] || fail 'the time stands still'
