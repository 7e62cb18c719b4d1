#: $ make
a.b-c/d = 1
$(info $(a.b-c/d))
é = 2
$(info $(é))
x:y = 3
all:;@:
