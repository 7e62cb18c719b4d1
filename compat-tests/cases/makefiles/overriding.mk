#: about the match-anything forwarding of the manual
#: $ make -f GNUmakefile foo
#: $ make -f GNUmakefile bar
all: ; @echo never
bar: ; @echo bar of Makefile
#: file GNUmakefile
foo:
	@echo frobnicate
%: force
	@$(MAKE) -f Makefile $@
force: ;
