#: $ make -j2
#: filter s/--jobserver-auth=fifo:[^ ]*/--jobserver-auth=fifo:PATH/g
all:
	@$(MAKE) -j3 -f sub.mk
#: file sub.mk
all: ; @echo sub '$(filter -j%,$(MAKEFLAGS))'
