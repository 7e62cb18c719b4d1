write Makefile << 'END'
all: missing
END
umake
expect_output "umake: *** No rule to make target 'missing', needed by 'all'.  Stop."
