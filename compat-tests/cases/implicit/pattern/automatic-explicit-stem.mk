#: about in an explicit rule, $* is set when the target has a known suffix
#: $ make
all: foo.c bar.unknown plain
foo.c bar.unknown plain: ; @echo '$@ [$*]'
