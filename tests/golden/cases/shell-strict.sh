# What makes the answer of a $(shell) another one, although no content changed: a file's kind and
# permissions, the order of names; and scripts that are read, not run.
stored() { "$UMAKE" --cache=status | sed -n 's/^$(shell):.* \([0-9]*\) stored$/\1/p'; }
echo x > file; echo x > other; mkdir dir; echo 1 > dir/a; tick; tick
write Makefile << 'EOF'
A := $(shell [ -L file ] && echo link || echo file)
B := $(shell [ -x other ] && echo runs || echo no)
C := $(shell find dir -type f)
F := $(shell ls -F dir)
D := $(shell [ -d dir ] && echo directory || echo none)
E := $(shell command -v later || echo later is not there)
all: ; @echo '$A $B $C $D $E' '$F'
EOF
umake; expect_output 'file no dir/a directory later is not there'
umake; expect_output 'file no dir/a directory later is not there'
[ "$(stored)" = 6 ] || fail "expected 6 stored, not $(stored)"
rm file; ln -s other file; tick
umake; expect_output 'link no dir/a directory'
chmod +x other; tick
umake; expect_output 'link runs dir/a directory'
rm dir/a; mkdir dir/a; tick
umake; expect_output 'link runs  directory'; expect_output 'a/'
rmdir dir/a; ln -s nowhere dir/a; tick
umake; expect_output 'link runs  directory'; expect_output 'a@'
rm -r dir; echo > dir
umake; expect_output 'link runs dir none'
mkdir "$case_top/bin"; printf '#!/bin/sh\n' > "$case_top/bin/later"; chmod +x "$case_top/bin/later"
PATH=$PATH:$case_top/bin umake; expect_output "$case_top/bin/later"
# Scripts.
count=$(stored)
echo 'echo "$$"' > sourced
echo 'BEGIN { srand(); print rand() }' > program.awk
tick; tick
write Makefile << 'EOF'
A := $(shell . ./sourced)
B := $(shell sh sourced)
C := $(shell awk -f program.awk)
all: ; @:
EOF
umake; umake
[ "$(stored)" = "$count" ] || fail 'a script that differs from run to run is kept'
