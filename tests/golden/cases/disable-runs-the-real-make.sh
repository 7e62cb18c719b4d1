write Makefile << 'END'
all: ; @echo real
END
mkdir ../fallback
printf '#!/bin/sh\necho "the other make: $*"\n' > ../fallback/make; chmod +x ../fallback/make
run env UMAKE_DISABLE=1 PATH="$case_top/fallback:$PATH" "$UMAKE" -k goal
expect_status 0
expect_output 'the other make: -k goal'
printf '#!/bin/sh\necho "named: $*"; exit 7\n' > ../named; chmod +x ../named
run env UMAKE_DISABLE=1 UMAKE_FALLBACK="$case_top/named" "$UMAKE" x
expect_output 'named: x'
expect_status 7
