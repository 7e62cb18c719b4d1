#: $ make
bigoutput littleoutput dir/xoutput : %output : text.g sub/%.d
	@echo '$@' '$*' '$^' '$(*D)' '$(*F)'
text.g sub/big.d sub/little.d sub/dir/x.d: ;
all: bigoutput littleoutput dir/xoutput
.DEFAULT_GOAL := all
