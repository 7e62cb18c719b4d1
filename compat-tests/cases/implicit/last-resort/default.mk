#: $ make foo bar
.DEFAULT: ; @echo default $@
bar: ; @echo bar
