#: about a variable from the environment is passed on with its new value
#: env FROMENV=env
#: $ make
FROMENV += more
all: ; @echo "$$FROMENV"
