#: about under -n the targets of an explicit group keep their files' times
#: $ at 5 x; at 6 y; at 9 z; make -n
#: $ at 9 x; at 6 y; at 7 z; make -n
all: z
x y &: phony; touch x y
z: x; touch z
.PHONY: phony
