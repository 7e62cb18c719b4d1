#: $ make
-include a.mk b.mk
all: ; @echo $(A) $(B) $(MAKE_RESTARTS)
a.mk: b.mk ; echo 'A = a' > $@
b.mk: ; echo 'B = b' > $@
