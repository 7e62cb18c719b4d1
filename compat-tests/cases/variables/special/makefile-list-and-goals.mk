#: $ make a b X=1
$(info [$(MAKECMDGOALS)] [$(MAKEFILE_LIST)] [$(origin MAKECMDGOALS)] [$(notdir $(CURDIR))] [$(.LIBPATTERNS)])
a b: ; @:
