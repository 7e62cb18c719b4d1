#: $ make -j2 -l 1000
#: sorted
#: filter s/ *--jobserver-auth=fifo:[^ ]*//g
all: a b ; @echo '$(MAKEFLAGS)'
a b: ; @echo $@
