#: $ make
define frobnicate =
@echo "frobnicating target $@"
echo step-1 $< -o $@-step-1
-false
endef
frob.out: frob.in
	@$(frobnicate)
	$(frobnicate)
frob.in: ;
