# The number of jobs is umake's choice: a recipe that fails beside others is tried once more, alone.
write Makefile << 'EOF'
WAIT = await() { until test -e $$1; do sleep 0.02; done; }; await
all: a b c
a: ; @$(LOG) a; $(WAIT) b.started; touch a.tried; test -e ready && echo a > $@
b: ; @$(LOG) b; touch b.started; $(WAIT) a.tried; sleep 0.4; touch ready; echo b > $@
c: a b; @$(LOG) c; echo c > $@
bad: other worse
other: ; @touch other.started; $(WAIT) worse.tried; sleep 0.4
worse: ; @$(LOG) worse; $(WAIT) other.started; echo half > $@; touch worse.tried; exit 3
.DELETE_ON_ERROR:
EOF
export UMAKE_JOBS=auto
cpus=$(nproc)
[ "$cpus" -gt 1 ] || exit 0
umake
expect_status 0
expect_ran 'a a b c'
expect_output "umake: 'a' failed beside other recipes: it is tried once more, alone"
umake
case $(ran) in *a*) fail 'what came well the second time does not run again' ;; esac
umake bad
expect_status 2
expect_ran 'worse worse'
expect_output 'Error 3'
expect_missing worse
[ "$(grep -c 'Error 3' <<< "$output")" = 1 ] || fail 'one report'
rm -f a b c ready *.started *.tried
umake -j2
expect_status 2
expect_no_output 'once more'
