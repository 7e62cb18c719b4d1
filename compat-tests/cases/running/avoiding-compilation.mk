#: $ at 1 x; at 5 a h; make; make -o h; make -o a -o h; make --old-file=x
all: x ; @echo all '$?'
x: a h ; @echo making x '$?'
