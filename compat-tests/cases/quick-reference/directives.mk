#: $ make
override undefine U
private P = p
export override EO = eo
override export OE = oe
unexport OE
-include none
sinclude none2
define M =
m
endef
all: ; @echo '$(EO) $(OE) $(M)' "$$EO $$OE"
