#: $ make -f a.mk -f b.mk; make --file=a.mk one; make --makefile b.mk
#: $ cat a.mk | make -f - one; make -f; make -f a.mk -f -  < b.mk
#: filter s,/TOP/Gm[A-Za-z0-9]+,/TOP/TEMPORARY,g
#: filter /^(Usage:|Options:| +-| {10,}|This program|Report bugs|$)/d
all:;@:
#: file a.mk
one: ; @echo one '$(MAKEFILE_LIST)'
#: file b.mk
two: ; @echo two '$(MAKEFILE_LIST)'
