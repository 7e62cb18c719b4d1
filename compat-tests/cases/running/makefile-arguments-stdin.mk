#: $ printf 'include made.mk\nall: ; @echo $(X)\nmade.mk: ; @echo X = 5 > $@\n' | make -f -
#: $ printf 'all: ; @echo x' | make -f - -f -
