#: about the end of a definition is its last line, for errors of a := too
define a
x
endef\
)
define b
endef \

define c
define d
endef # \
x
endef x \
  y \
  z
define \
g
endef\
)
define e :=
$(info $e)
$(error x)
endef \
 
