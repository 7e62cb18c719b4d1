#: $ make
all: bigoutput littleoutput
bigoutput littleoutput : text.g
	@echo generate text.g -$(subst output,,$@) \> $@
text.g: ;
