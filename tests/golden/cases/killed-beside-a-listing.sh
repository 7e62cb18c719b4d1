# A recipe lists a directory in which a killed umake was making another target, which its recipe
# finished: that file is made by the next build, and tells nothing of the listing.
write Makefile << 'EOF'
data/count: data/all
	@$(LOG) $@; ls data/*.txt | wc -l > $@; touch ../written; sleep 0.2
data/all:
	@$(LOG) $@; cat data/*.txt > $@
EOF
mkdir data
echo one > data/one.txt; echo two > data/two.txt
"$UMAKE" -j1 > /dev/null 2>&1 &
for _ in $(seq 200); do [ -e ../written ] && break; sleep 0.02; done
kill -9 $!
wait
sleep 0.4
expect_file data/count 2
rm data/all
echo three > data/two.txt
umake
expect_ran 'data/all data/count'
umake
expect_ran ''
expect_file data/all 'one
three'
