#: env SHELL=/bin/false
#: $ make
$(info $(SHELL) $(origin SHELL) $(.SHELLFLAGS) $(origin .SHELLFLAGS))
all: ; @echo "$$SHELL"
