#: $ make
$(info $(MAKE_VERSION) $(origin MAKE_VERSION) $(if $(MAKE_HOST),host) $(origin MAKE_HOST))
all:;@:
