# What the command of a $(shell) printed is kept, and given again as long as all that it used is as
# it was: files it read, files it looked for in vain, names in directories, programs, environment.
given() { "$UMAKE" --cache=status | sed -n 's/^$(shell): *\([0-9]*\) given.*/\1/p'; }
expect_given() { [ "$(given)" = "$1" ] || fail "expected $1 given again, not $(given)"; }
touch -d '2020-01-01' x.c y.c; mkdir sub; echo 1 > version; tick
write Makefile << 'EOF'
VERSION := $(shell cat version)
FOUND := $(shell cat local/version 2> /dev/null || cat version)
SOURCES != ls *.c
BELOW := $(shell find sub -name '*.c' | sort)
SETTING := $(shell echo "[$$SETTING]")
all: ; @echo '$(VERSION) $(FOUND) $(SOURCES) $(BELOW) $(SETTING)' $(shell cat version)$(.SHELLSTATUS)
EOF
umake; expect_output '1 1 x.c y.c  [] 10'; expect_given 1 # the second `cat version`
umake; expect_output '1 1 x.c y.c  [] 10'; expect_given 7
edit version 2
umake; expect_output '2 2 x.c y.c  [] 20'; expect_given 11
umake; expect_output '2 2 x.c y.c  [] 20'; expect_given 17
mkdir local; edit local/version 3
umake; expect_output '2 3 x.c y.c  [] 20'; expect_given 20
touch z.c; touch sub/a.c; tick
umake; expect_output '2 3 x.c y.c z.c sub/a.c [] 20'; expect_given 24
umake; expect_output '2 3 x.c y.c z.c sub/a.c [] 20'; expect_given 30
export SETTING=on
umake; expect_output 'z.c sub/a.c [on] 20'; expect_given 30
umake; expect_output 'z.c sub/a.c [on] 20'; expect_given 36
unset SETTING
umake; expect_output 'z.c sub/a.c [] 20'; expect_given 42
# As before, so that what was kept then is right again.
rm -r local z.c sub/a.c; edit version 1
umake; expect_output '1 1 x.c y.c  [] 10'; expect_given 48
# As Kbuild asks what a compiler can do.
if command -v gcc > /dev/null; then
  before=$(given)
  write Makefile << 'EOF'
X := $(shell if gcc -Wall -S -o /dev/null -xc /dev/null > /dev/null 2>&1; then echo yes; else echo no; fi)
all: ; @echo 'option $(X)'
EOF
  umake; expect_output 'option yes'; umake; expect_output 'option yes'; expect_given $((before + 1))
fi
