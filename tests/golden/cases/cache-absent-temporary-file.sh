# A file in the directory for temporary files that was looked for in vain counts for the cache.
write Makefile << 'EOF'
out: in
	@if [ -e $(FLAG) ]; then echo yes; else echo no; fi > $@
EOF
echo 1 > in
FLAG=/tmp/umake-golden-flag.$$
rm -f $FLAG
umake FLAG=$FLAG out; expect_file out no
rm out; touch $FLAG
umake FLAG=$FLAG out; rm -f $FLAG
expect_file out yes
