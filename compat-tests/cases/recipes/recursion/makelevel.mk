#: env MAKELEVEL=3
#: $ make
all: ; @echo $(MAKELEVEL); $(MAKE) -f sub.mk
#: file sub.mk
all: ; @echo $(MAKELEVEL)
