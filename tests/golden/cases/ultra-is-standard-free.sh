# In standard mode there are no ultra goals.
write Makefile << 'END'
all: ; @$(LOG) all
END
standard ultra-fast
expect_status 2
expect_output "No rule to make target 'ultra-fast'"
