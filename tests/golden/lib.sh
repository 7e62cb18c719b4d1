# What golden cases are written with. Each case runs in an empty directory of its own, with bash -u,
# and with its own cache directory ($UMAKE_CACHE_DIR, outside the tree).
#
#   write FILE <<END        makes a file (and its directories)
#   edit FILE TEXT          replaces a file's content, with a new time
#   umake ARGS...           runs the umake under test in fast mode; keeps its output and status
#   gnu ARGS...             the same with GNU make
#   expect_ran 'a b'        which recipes ran in the last run, sorted: recipes report themselves
#                           with `$(LOG) NAME`, which writes outside the tree
#   expect_status N         expect_output TEXT      expect_no_output TEXT
#   expect_file FILE TEXT   expect_missing FILE
#   fail TEXT

case_top=$PWD
tree=$PWD/tree
export UMAKE_CACHE_DIR=$PWD/cache
export LOG="sh $PWD/log"
ran_log=$PWD/ran.log
unset MAKEFLAGS MAKELEVEL MFLAGS UMAKE_MODE UMAKE_JOBS UMAKE_DISABLE UMAKE_FALLBACK
mkdir -p "$tree"
printf 'echo "$1" >> %s\n' "$ran_log" > log
cd "$tree" || exit 1

output='' status=0 last='(nothing was run)'

fail() {
  echo "  $last"
  echo "  status $status, ran: $(ran)"
  echo "$output" | sed 's/^/  | /'
  echo "  line ${BASH_LINENO[${#BASH_LINENO[@]} - 2]}: $1"
  exit 1
}

write() {
  case $1 in */*) mkdir -p "${1%/*}" ;; esac
  cat > "$1"
}

# File systems stamp in ticks of a few milliseconds: an edit must not share one with a build.
tick() { sleep 0.02; }

edit() {
  tick
  printf '%s\n' "$2" > "$1"
  tick
}

run() {
  last="$*"
  : > "$ran_log"
  output=$("$@" 2>&1)
  status=$?
}

umake() { run "$UMAKE" "$@"; }
gnu() { run "$GNU_MAKE" "$@"; }
standard() { run env UMAKE_MODE=standard "$UMAKE" "$@"; }

ran() { sort "$ran_log" | tr '\n' ' ' | sed 's/ $//'; }

expect_ran() { [ "$(ran)" = "$1" ] || fail "expected these recipes to run: '$1'"; }
expect_status() { [ "$status" = "$1" ] || fail "expected status $1"; }
expect_output() { grep -qF -e "$1" <<< "$output" || fail "expected in the output: $1"; }
expect_no_output() { ! grep -qF -e "$1" <<< "$output" || fail "not expected in the output: $1"; }
expect_file() { [ "$(cat "$1" 2>&1)" = "$2" ] || fail "expected $1 to hold '$2', not '$(cat "$1" 2>&1)'"; }
expect_missing() { [ ! -e "$1" ] || fail "expected no $1"; }
expect_warnings() {
  local n
  n=$(grep -ci 'warning' <<< "$output")
  [ "$n" = "$1" ] || fail "expected $1 warning(s), not $n"
}

# A little project: two objects with a shared header, and a program.
project() {
  write Makefile << 'END'
OBJS = a.o b.o
all: prog
prog: $(OBJS)
	@$(LOG) $@
	@cat $^ > $@
a.o: a.c common.h
b.o: b.c common.h
%.o: %.c
	@$(LOG) $@
	@cat $^ > $@
clean:
	rm -f prog $(OBJS)
END
  echo a > a.c
  echo b > b.c
  echo h > common.h
  touch -d '2020-01-01' a.c b.c common.h Makefile
}
