#: $ make
$(info [$ ] [$$] [$(x)] [$( )] [$(a b)])
a = 1
all: ; @echo "$$$$" | grep -c .
