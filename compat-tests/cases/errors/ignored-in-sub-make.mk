#: $ make
all: ; -$(MAKE) -f sub.mk
	@echo end
#: file sub.mk
all: ; @exit 5
