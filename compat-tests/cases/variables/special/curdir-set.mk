#: $ make
CURDIR = changed
all: ; @echo $(CURDIR); $(MAKE) --no-print-directory -f sub.mk
#: file sub.mk
all: ; @echo $(notdir $(CURDIR))
