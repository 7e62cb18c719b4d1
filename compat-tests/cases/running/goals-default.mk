#: $ make; make ''
%: ; @echo pattern
.PHONY: p
