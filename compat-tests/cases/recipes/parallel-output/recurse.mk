#: $ make -j2 -Orecurse
all: a b
a: ; @$(MAKE) -f sub.mk T=a S=0.2
b: ; @$(MAKE) -f sub.mk T=b S=0.05
#: file sub.mk
all: ; @echo $(T)1; sleep $(S); echo $(T)2
