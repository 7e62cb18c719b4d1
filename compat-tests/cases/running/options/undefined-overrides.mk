#: about MAKEFLAGS is read once more when the makefiles were read: its variables come back
#: $ make 'V=$(W)'
#: $ make 'V:=$(W)'
#: $ make 'V:::=$(W)' -f never.mk
#: $ make V=1 -f overrides.mk
W = w
override undefine V
all:; @echo '$(value V) $(origin V) $(flavor V)'
#: file never.mk
override undefine V
W = $(
all:; @echo '$(value V) $(origin V)'
#: file overrides.mk
MAKEOVERRIDES += X=3 CC=kk A=5
A = 4
all:; @echo '$X $(origin X) $(CC) $(origin CC) $A $(origin A)'
