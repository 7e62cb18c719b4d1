#: about -W gives a double-colon target a rule without a recipe
#: $ make -W x x
#: $ make -o y y
x:: ; @echo x
y::
