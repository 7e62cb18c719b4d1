#: makefile none
#: $ printf 'all:\n\t@echo last' > m.mk; make -f m.mk
#: $ printf 'X = 5\nall: ; @echo $(X)\nX=6' > m.mk; make -f m.mk
#: ignore *.mk
