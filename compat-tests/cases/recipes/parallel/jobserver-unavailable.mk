#: $ make -j2
all:
	@+env MAKEFLAGS='-j2 --jobserver-auth=11,12' make -f sub.mk
#: file sub.mk
all: ; @echo sub '$(filter-out --jobserver%,$(MAKEFLAGS))'
