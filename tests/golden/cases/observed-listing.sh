# A script lists a directory: a file that comes or goes counts, a change within one that was only
# listed does not.
mkdir parts
write Makefile << 'EOF'
list: names.sh
	@$(LOG) list
	@sh names.sh > $@
EOF
echo 'for f in parts/*.txt; do echo "$f"; done' > names.sh
echo 1 > parts/a.txt; echo 1 > parts/b.txt
umake
expect_file list "$(printf 'parts/a.txt\nparts/b.txt')"
umake
expect_ran ''
edit parts/a.txt changed
umake
expect_ran ''
echo 1 > parts/c.txt
umake
expect_ran 'list'
expect_file list "$(printf 'parts/a.txt\nparts/b.txt\nparts/c.txt')"
rm parts/a.txt
umake
expect_ran 'list'
umake
expect_ran ''
