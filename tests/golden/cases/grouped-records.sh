write Makefile << 'END'
all: x y
x y &: s
	@$(LOG) group
	@cp s x; cp s y
END
echo s > s; touch -d '2020-01-01' s
umake
expect_ran group
umake
expect_ran ''
edit s changed
umake
expect_ran group
rm y
umake
expect_ran group
tick; touch s
umake
expect_ran ''
