#: about 4.4: a recursive export that needs itself falls back to the environment's value
#: env P=from-env
#: $ make
export P = $(shell echo "$$P-more")
all: ; @echo "$$P" '$(P)'
