#: $ make -k
all: a ; @echo never
a: ; @$(MAKE) --no-print-directory -f sub.mk
#: file sub.mk
all: x y
x: ; @false
y: ; @echo y
