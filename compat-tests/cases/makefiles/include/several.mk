#: $ make
include a.mk  *.inc b.mk # comment
all: ; @echo '$(X)' '$(MAKEFILE_LIST)'
#: file a.mk
X += a
#: file b.mk
X += b
#: file 1.inc
X += 1
#: file 2.inc
X += 2
