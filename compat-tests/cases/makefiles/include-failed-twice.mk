#: about why an include failed is said once for a file, at the place that names it first
#: $ make -rk
inc a: lib
-include inc
include inc a
-include b
include a a inc nosuch nosuch
