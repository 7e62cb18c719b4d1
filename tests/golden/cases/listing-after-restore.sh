# A result that is put back lists the directory that it lies in: its own file there is no input.
write Makefile <<'END'
d/count:
	@echo counts; ls d | wc -l > d/count
END
mkdir d; : > d/a
umake
expect_output counts
rm -r d/count "$UMAKE_CACHE_DIR"/state-2
umake
expect_output counts
umake
expect_no_output counts
: > d/b
umake
expect_output counts
