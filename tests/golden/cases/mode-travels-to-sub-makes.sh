write Makefile << 'END'
all:
	@$(MAKE) -C sub; echo "mode $$UMAKE_MODE flags $(MAKEFLAGS)"
END
write sub/Makefile << 'END'
t: s
	@$(LOG) t
	@cp s t
END
echo s > sub/s; touch -d '2020-01-01' sub/s
umake --mode=standard
expect_ran t
expect_output 'mode standard'
expect_no_output '--mode'
expect_missing "$UMAKE_CACHE_DIR"
tick; touch sub/s
umake --mode=standard
expect_ran t
umake
expect_ran ''
tick; touch sub/s
umake
expect_ran ''
