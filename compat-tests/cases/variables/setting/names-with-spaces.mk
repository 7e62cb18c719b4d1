#: $ make
empty :=
s := $(empty) $(empty)
a$(s)b = spaced
$(info [$(a b)] [$(a$(s)b)])
foo bar = x
all:;@:
