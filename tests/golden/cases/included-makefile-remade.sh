write Makefile << 'END'
all: ; @$(LOG) all-$(X)
include gen.mk
gen.mk: gen.in
	@$(LOG) gen
	@cp $< $@
END
echo 'X = 1' > gen.in; touch -d '2020-01-01' gen.in
umake
expect_ran 'all-1 gen'
umake
expect_ran all-1
tick; touch gen.in
umake
expect_ran all-1
edit gen.in 'X = 2'
umake
expect_ran 'all-2 gen'
