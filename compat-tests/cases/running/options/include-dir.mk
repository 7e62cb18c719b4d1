#: $ make -I a -Ib --include-dir=c; make -I missing
include x.mk
all: ; @echo '$(X)' '$(filter-out /%,$(.INCLUDE_DIRS))' '$(MAKEFLAGS)'
#: file b/x.mk
X = b
#: file c/x.mk
X = c
