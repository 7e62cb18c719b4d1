#: $ make
#: $ make -p -f Makefile é 2>&1 | grep -a '^[^#]*é'
#: $ make "$(printf 'x\377')" 'sp ace' ünïcödé.o; ls
#: about names in UTF-8, with bytes that are no UTF-8, and with escaped blanks
é := grün
all: é ñ.o $(é) sp\ ace x� ; @echo $@: $^
é grün: ; @echo $@ $(subst ü,ue,$(é)) $(words a é b) $(sort z é a ü aé ab éa é) $(patsubst %é,%e,caf%é café)
%.o: %.c ; @echo $@ from $< stem $*
ñ.c ünïcödé.c: ; @touch $@
sp\ ace: ; @echo '[$@]'
x� �: ; @echo "$@" | od -An -tx1
$(info ��$(filter �%,�a b))
