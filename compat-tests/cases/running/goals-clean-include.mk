#: $ make clean
ifneq ($(MAKECMDGOALS),clean)
include generated.mk
endif
clean: ; @echo clean
generated.mk: ; @echo > $@
