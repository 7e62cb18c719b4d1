#: $ make --shuffle=reverse; make --shuffle=none; make --shuffle=identity; make --shuffle=42 | sort; make --shuffle=bogus
all: a b c ; @echo '$^' '$<'
a b c: ; @echo $@
