#: $ make
$(info [$(or ,,c,$(error no))] [$(or ,)] [$(and a,b)] [$(and a,,$(error no))] [$(and a)] [$(or a, b )] [$(and  a , b c )])
all:;@:
