#: $ make -rk x.a y.a; make -rk made x.a; make -rk x.d
#: $ make --trace -r 'lib.a(m.o)'
#: about a double-colon target gets a rule of nobody where a chain names it; a member of no archive
x.a y.a: %.a: %.b ; @echo $@
%.b: %.c ; @echo $@
%.c: made ; @:
made:: ; @echo $@
%.d: %.e ; @echo $@
%.e: %.f ; @:
x.f:: ; @echo $@
lib.a(m.o): ; @:
