#: $ make lib/x.o lib/xy.o
%: V = any
lib/x%: V = shortest stem wins
lib/%.o: V = lib
%.o: V = o
lib/x.o lib/xy.o: ; @echo '$@ $(V)'
