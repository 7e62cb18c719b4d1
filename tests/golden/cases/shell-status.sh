# $(.SHELLSTATUS) is right whether a command ran or not; one that fails runs each time.
stored() { "$UMAKE" --cache=status | sed -n 's/^$(shell):.* \([0-9]*\) stored$/\1/p'; }
write Makefile << 'EOF'
A := $(shell echo a; exit 3)
A2 := $(.SHELLSTATUS)
B := $(shell echo b)
B2 := $(.SHELLSTATUS)
C != false
C2 := $(.SHELLSTATUS)
D != echo d
D2 := $(.SHELLSTATUS)
all: ; @echo '$A $(A2) $B $(B2) $C $(C2) $D $(D2)'
EOF
for _ in 1 2 3; do
  umake; expect_output 'a 3 b 0  1 d 0'
done
[ "$(stored)" = 2 ] || fail "expected 2 stored, not $(stored)"
