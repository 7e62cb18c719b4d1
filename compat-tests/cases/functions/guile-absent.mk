#: about without Guile, the function is an unknown name
#: $ make
ifeq (,$(filter guile,$(.FEATURES)))
$(info [$(guile (+ 1 2))])
else
$(info [)])
endif
all:;@:
