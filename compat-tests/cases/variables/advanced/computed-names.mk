#: $ make
x = variable1
variable2 := Hello
y = $(subst 1,2,$(x))
z = y
a = $($($(z)))
dir = foo
$(dir)_sources := $(wildcard M*)
define $(dir)_print =
echo $($(dir)_sources)
endef
a_objects := a.o b.o
1_objects := 1.o
a1 = 1
sources := $($(a1)_objects:.o=.c) $(a_objects:.o=.c)
n_a = b c
$(info $(a) $(sources) $(value foo_print) $(foo_sources) $($(n_a)) $(x$(variable2)y))
all:;@:
