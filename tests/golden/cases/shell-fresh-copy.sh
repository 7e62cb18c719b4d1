# A fresh copy of the tree at the same path is given what its $(shell)s printed; so is a sub-make. A
# changed program, or another one of the same name that comes first, is noticed.
given() { "$UMAKE" --cache=status | sed -n 's/^$(shell): *\([0-9]*\) given.*/\1/p'; }
mkdir sub "$case_top/bin"
write Makefile << 'EOF'
X := $(shell ./version.sh)
Y := $(shell pkg-config --version)
all: ; @echo '$(X) $(Y)'; $(MAKE) -C sub
EOF
write sub/Makefile << 'EOF'
Z := $(shell cd ..; ls *.txt)
all: ; @echo '$(Z)'
EOF
write version.sh << 'EOF'
#!/bin/sh
[ -f major.txt ] && sed 's/$/.0/' major.txt
EOF
chmod +x version.sh
echo 1 > major.txt
export PATH=$case_top/bin:$PATH
printf '#!/bin/sh\necho tool\n' > "$case_top/bin/pkg-config"; chmod +x "$case_top/bin/pkg-config"
tick; tick
umake; expect_output '1.0 tool'; expect_output major.txt
copy() { cp -a . "$case_top/copy"; rm -rf "$case_top/tree"; mv "$case_top/copy" "$case_top/tree"; cd "$tree" || exit 1; tick; tick; }
copy; touch major.txt version.sh; tick; tick
umake; expect_output '1.0 tool'; expect_output major.txt
[ "$(given)" = 3 ] || fail "expected 3 given again, not $(given)"
edit major.txt 2
copy
umake; expect_output '2.0 tool'
[ "$(given)" = 5 ] || fail "expected 5 given again, not $(given)"
printf '#!/bin/sh\necho other\n' > "$case_top/bin/pkg-config"; tick
umake; expect_output '2.0 other'
mkdir "$case_top/first"; printf '#!/bin/sh\necho first\n' > "$case_top/first/pkg-config"; chmod +x "$case_top/first/pkg-config"
tick
PATH=$case_top/first:$PATH umake; expect_output '2.0 first'
umake; expect_output '2.0 other'
