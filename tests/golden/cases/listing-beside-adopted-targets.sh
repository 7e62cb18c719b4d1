# A recipe lists a directory where a target lies that was there before and is taken over only.
write Makefile <<'END'
all: list shipped
shipped: source
	@$(LOG) shipped
	@cat source > shipped
list:
	@$(LOG) list
	@ls > list
END
echo 1 > source; tick; echo 1 > shipped
umake -j1
expect_ran 'list'
umake -j1
expect_ran ''
