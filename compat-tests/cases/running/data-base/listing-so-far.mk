#: about -p: how many names of a directory were read before the one looked for was found
#: xfail umake reads the whole directory
#: $ mkdir d; for n in 1 2 3 4 5 6 7 8 9; do touch d/v.c d/$n d/a$n d/b$n d/c$n; done
#: $ make -pr | sed -n 's/(device.*files, /() /; /^# d (/p'
#: ignore d/*
vpath %.c d
all: v.c ; @:
