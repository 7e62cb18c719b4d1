#: about how many backslashes before a newline
#: $ make
a = x\\\
y
b = x\\\\
c = x\\\\\
z
$(info [$a] [$b] [$c])
all:;@:
