#: $ make -r
#: $ make -r mismatch.c
#: about explicit prerequisites are expanded when the implicit rule is found; a stem that did not match
.SECONDEXPANSION:
all: $$(info expanded [$$*] [$$^])q$$*
%ll: %x ; @echo [$*] [$^]
q ql qa ax: ; @echo $@
mismatch.c: %.o: %.x ; @echo [$*] [$^]
