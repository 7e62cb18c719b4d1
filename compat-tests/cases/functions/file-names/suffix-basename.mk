#: $ make
$(info [$(suffix src/foo.c src-1.0/bar.c hacks a.b.c .x a/.y d.e/f)] [$(basename src/foo.c src-1.0/bar hacks a.b.c .x a/.y d.e/f)])
all:;@:
