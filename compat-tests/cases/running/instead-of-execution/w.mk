#: $ at 1 a b; at 5 x y; make; make -W a; make -W a -n; make --what-if=b all; make --new-file a --assume-new b -n
all: x y
x: a ; @echo x
y: b ; @echo y
