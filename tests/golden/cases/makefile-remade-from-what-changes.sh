# The recipe of an included makefile that reads a file which changes with every run: it must not be
# made again for each reading of the makefiles.
write Makefile << 'EOF'
all: ; @cat inc
-include inc
inc: in
	@$(LOG) inc
	@echo x >> count; wc -l < count > $@.n; sleep 0.05; echo x >> count
	@cat count > /dev/null; echo '# made' > $@
EOF
echo 1 > in
umake
expect_ran 'inc'
expect_status 0
