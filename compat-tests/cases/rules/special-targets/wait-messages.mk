#: about each is said once
#: $ make
.WAIT: a
.WAIT: b
.WAIT: c; x
.WAIT:; y
all:;
