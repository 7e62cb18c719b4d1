# A recipe lists a directory where another one has a passing file at that moment: it was there then,
# and is no input.
write Makefile <<'END'
all: other list
other:
	@$(LOG) other
	@: > passing; sleep 0.6; rm passing; echo 1 > other
list:
	@$(LOG) list
	@sleep 0.3; ls > list
END
umake -j2
expect_file list 'Makefile
list
passing'
umake -j2
expect_ran ''
: > source
umake -j2
expect_ran 'list'
