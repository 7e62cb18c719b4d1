#: $ make A=cmd B=cmd C=cmd
override A = file
override B += file
override define C
from define
endef
A = again
$(info $(A) $(B) $(C) $(origin A) $(origin B) $(origin C))
override undefine A
$(info [$(A)] $(origin A))
all:;@:
