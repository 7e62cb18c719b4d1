# --rerun runs the commands of $(shell) as well, and names those that print something else from the
# same inputs.
write clock.c << 'EOF'
#include <stdio.h>
#include <time.h>
int main(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return printf("%ld%09ld\n", (long)now.tv_sec, now.tv_nsec) < 0;
}
EOF
cc -o my-gcc clock.c 2> /dev/null || exit 0
tick; tick
write Makefile << 'EOF'
A := $(shell ./my-gcc)
B := $(shell cat clock.c | head -1)
all: ; @echo '$(A) $(B)'
EOF
umake; first=$output
umake; [ "$output" = "$first" ] || fail 'what passes for a compiler is believed'
umake --rerun
expect_status 1
expect_output '$(shell ./my-gcc): it printed something else than before, from the same inputs'
expect_no_output 'cat clock.c'
[ "${output%%#*}" != "${first%%#*}" ] || fail 'it did not run'
