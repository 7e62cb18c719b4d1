# Recipes of makefiles that CMake writes count in CMakeFiles/Progress how many have run.
write Makefile <<'END'
all:
	@mkdir -p CMakeFiles/Progress; echo 2 > CMakeFiles/Progress/count.txt
	@$(MAKE) --no-print-directory -f inner a b
	@rm -r CMakeFiles/Progress
END
write inner <<'END'
a b: in
	@$(LOG) $@
	@ls CMakeFiles/Progress | wc -l; cat CMakeFiles/Progress/count.txt; : > CMakeFiles/Progress/$@
	@cat in > $@
END
echo 1 > in
umake
expect_ran 'a b'
umake
expect_ran ''
edit in 2
umake -j1
expect_ran 'a b'
umake
expect_ran ''
