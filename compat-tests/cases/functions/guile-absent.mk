#: about without Guile, the function is an unknown name
#: needs !guile
#: $ make
$(info [$(guile (+ 1 2))])
all:;@:
