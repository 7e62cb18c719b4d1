#: $ make
$(info [$(nosuch a,b)] [$(subst)] [$(info)])
all:;@:
