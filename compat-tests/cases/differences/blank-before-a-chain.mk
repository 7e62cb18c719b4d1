#: xfail a target that begins with a blank is looked for as it is
all:\ foo
.INTERMEDIATE:foo.o
