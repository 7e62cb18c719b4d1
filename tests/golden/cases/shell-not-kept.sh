# $(shell) is not kept when its command tells what no file holds, leaves a file behind, or runs what
# nobody knows. It is not watched again then.
stored() { "$UMAKE" --cache=status | sed -n 's/^$(shell):.* \([0-9]*\) stored$/\1/p'; }
echo v > version; mkdir made; tick
write own << 'EOF'
#!/bin/sh
echo "process $$"
EOF
write program.c << 'EOF'
int main() { return 0; }
EOF
chmod +x own
cc -o program program.c 2> /dev/null || cp /bin/true program
tick
while IFS= read -r command; do
  printf 'X := $(shell %s)\nall: ; @:\n' "$command" > Makefile
  umake; umake
  [ "$(stored)" = '' ] || [ "$(stored)" = 0 ] || fail "kept: $command"
done << 'EOF'
date
date +%N
/bin/date -u
cat version; date
echo $$$$
echo $$RANDOM
echo $$PPID
./own
./program
nproc
cat /proc/cpuinfo | head -1
test -e /dev/kvm && echo kvm
cat /proc/self/stat
readlink /proc/self
ls -l version
ls -t
stat -c %Y version
find . -newer version
find . -mmin -1
[ Makefile -nt version ] && echo newer
head -c 4 /dev/urandom | od -An -tx1
awk 'BEGIN { srand(); print rand() }'
perl -e 'print time'
mktemp -u
echo x > made/file; cat made/file
echo x >> made/file
rm -f made/file
touch made/file; rm made/file
mkdir made/sub
echo $$MAKELEVEL
echo $$SSH_TTY
env
$(MAKE) --version
exit 3
false
cat nosuch 2>&1
echo oops >&2
ls /tmp
EOF
