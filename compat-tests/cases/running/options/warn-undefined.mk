#: $ make --warn-undefined-variables
X = $(Y) $(Z:a=b)
Y =
all: ; @echo $(X) $(CFLAGS) $(firstword $(Q))
