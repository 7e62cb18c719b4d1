#: $ at 1 a; make --no-such 2>/dev/null; echo $?; make -k -j2 x y
#: sorted
x: ; @echo x; exit 1
y: ; @echo y; exit 2
a:
