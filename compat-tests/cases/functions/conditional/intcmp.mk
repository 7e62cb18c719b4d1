#: $ make
$(info [$(intcmp 1,2,lt,eq,gt)] [$(intcmp 2,2,lt,eq,gt)] [$(intcmp 3,2,lt,eq,gt)] [$(intcmp 7,7)] [$(intcmp 1,2)] [$(intcmp 1,2,lt)] [$(intcmp 2,2,lt)] [$(intcmp 3,2,lt)] [$(intcmp 3,2,lt,ge)] [$(intcmp 2,2,lt,ge)])
$(info [$(intcmp -5,3,lt,eq,gt)] [$(intcmp 99999999999999999999,99999999999999999998,l,e,g)] [$(intcmp 007,7,l,e,g)] [$(intcmp  1 , 2 ,$(info lt)l,$(error no))] [$(intcmp -0,0,l,e,g)])
all:;@:
