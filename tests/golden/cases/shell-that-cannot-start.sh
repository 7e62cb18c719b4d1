# A $(shell) command or a recipe that can't even be started leaves nobody behind who holds umake's
# output open: what reads it comes to its end.
write Makefile << 'EOF'
SHELL = /nowhere/sh
$(info $(shell echo a; echo b)$(.SHELLSTATUS))
X != echo c; echo d
all: ; @echo a; echo b
EOF
for mode in fast ultra; do
  timeout 20 bash -c 'UMAKE_MODE=$1 "$UMAKE" 2>&1 | cat > out' - $mode ||
    fail "somebody holds the output open ($mode)"
  grep -q '^127$' out || fail "no status 127 ($mode): $(cat out)"
done
