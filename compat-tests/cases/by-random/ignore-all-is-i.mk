#: about .IGNORE for all is -i, and sub-makes get it; .SILENT is no -s for them
#: $ make
.IGNORE:
.SILENT:
all: ; echo '$(MAKEFLAGS)'; $(MAKE) -f other.mk --no-print-directory
#: file other.mk
all: ; false
