#: $ make A=1
MAKEOVERRIDES =
all: ; @echo '$(A) $(MAKEFLAGS)' "$$MAKEFLAGS"; $(MAKE) --no-print-directory -f sub.mk
#: file sub.mk
all: ; @echo '$(A) $(origin A)'
