# A name may hold a line end that a variable brings, but none begins with one.
define V

  x
endef
define W
a 
b
endef
define N
c
d
endef
.SECONDEXPANSION:
all: first second third fourth
	@echo '$^'
first: $$(V) | $$(W) ; @echo 'first [$^] [$|]'
second: $(W) ; @echo 'second [$^]'
third: | $(V) ; @echo 'third [$|]'
fourth: $$(N) ; @echo 'fourth $(words $^)'
a b x: ; @echo making $@
%: ; @:
