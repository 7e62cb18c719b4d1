#: about 4.4: exported variables are in the environment of the shell function
#: $ make
export V = from make
$(info [$(shell echo "$$V")])
export R = $(shell echo "x$$R")
all: ; @echo "[$$R]"
