# -W counts for a target that has to wait for another recipe that writes the same file.
write Makefile << 'EOF'
all: one x
x: two
	@echo making x; cat two > x
one: s1
	@sleep 0.3; cat s1 > one; cat s1 > log
two: s2
	@cat s2 > two; cat s2 > log
EOF
echo a > s1; echo b > s2; tick
umake -j1; tick; echo c > s1; tick
umake -j2 -W two; expect_output 'making x'
