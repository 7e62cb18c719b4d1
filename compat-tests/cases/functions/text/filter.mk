#: $ make
sources := foo.c bar.c baz.s ugh.h foo.c
$(info [$(filter %.c %.s,$(sources))] [$(filter-out %.c,$(sources))] [$(filter foo.c,$(sources))] [$(filter f% %h,$(sources))] [$(filter ,$(sources))] [$(filter-out ,a b)] [$(filter \%,% a)] [$(filter %,)])
all:;@:
