ln -s "$UMAKE" ../make
write Makefile << 'END'
all: missing
END
run ../make
expect_status 2
expect_output "make: *** No rule to make target 'missing', needed by 'all'.  Stop."
run ../make --version
[ "${output%%$'\n'*}" = 'GNU Make 4.4.1' ] || fail 'first line of --version'
expect_output umake
project
run ../make
expect_ran 'a.o b.o prog'
tick; touch a.c
run ../make
expect_ran ''
