#: $ make
$(info $(patsubst %.c,%.o,x.c.c bar.c x.h) $(patsubst c,d,c cc) $(patsubst %,%%,a) $(patsubst a%c,%,abc aXYc ac) [$(patsubst %.c,,a.c b.o)])
$(info $(patsubst \%.c,x,%.c a.c) $(patsubst the\%weird\\%pattern\\,[%],the%weird\Apattern\\) $(patsubst %,\%%,a) $(patsubst %.c,%.o,  a.c    b.c ))
all:;@:
