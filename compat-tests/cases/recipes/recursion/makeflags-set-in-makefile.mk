#: $ make
#: $ make --no-silent
MAKEFLAGS += -s --no-print-directory -r
$(info $(MAKEFLAGS))
all: ; echo '$(MAKEFLAGS)'
	$(MAKE) -f sub.mk
#: file sub.mk
all: ; echo '$(MAKEFLAGS)'
