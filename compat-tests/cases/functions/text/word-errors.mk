#: $ make -f 1.mk; make -f 2.mk; make -f 3.mk; make -f 4.mk; make -f 5.mk; make -f 6.mk
all:;@:
#: file 1.mk
X := $(word 0,a b)
#: file 2.mk
X := $(word x,a b)
#: file 3.mk
X := $(wordlist 0,1,a b)
#: file 4.mk
X := $(wordlist 1,y,a b)
#: file 5.mk
X := $(word ,a b)
#: file 6.mk
X := $(word 99999999999999999999,a b)
