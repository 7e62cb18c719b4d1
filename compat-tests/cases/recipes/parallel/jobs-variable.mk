#: $ make -j3
#: $ make -j
#: $ make
#: filter s/--jobserver-auth=fifo:[^ ]*/--jobserver-auth=fifo:PATH/g
all: ; @echo '$(MAKEFLAGS)' "$$MAKEFLAGS"
