# A stamp holds the same whatever lies beside it. When somebody else made that from other sources in
# between (here a umake with another cache), the record of it does not make the stamp fresh.
write Makefile <<'END'
stamp: in
	@$(LOG) stamp
	@cat in > product; echo done > stamp
END
echo 1 > in
umake
expect_ran 'stamp'
tick; echo 2 > in
UMAKE_CACHE_DIR=$PWD/other umake
expect_ran 'stamp'
expect_file product 2
tick; echo 1 > in
umake
expect_ran 'stamp'
expect_file product 1
tick; touch in product stamp in
umake
expect_ran ''
