#: $ mkdir d; touch a.c b.c d/e.c .h.c; make
$(info [$(wildcard *.c)] [$(wildcard *.x)] [$(wildcard *.c nothere a.c)] [$(wildcard */ d/*)] [$(wildcard .*.c)])
$(info [$(patsubst %.c,%.o,$(wildcard *.c))] [$(wildcard [!a].c)] [$(wildcard ./*.c)] [$(wildcard d//e.c)])
all:;@:
