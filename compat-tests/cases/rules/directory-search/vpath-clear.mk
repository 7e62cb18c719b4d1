#: $ mkdir a b; touch a/x.c b/x.h; make; make C1=1; make C2=1
vpath %.c a
vpath %.h b
ifdef C1
vpath %.c
endif
ifdef C2
vpath
endif
all: x.c x.h ; @echo '$^'
x.c x.h: ; @echo making $@
