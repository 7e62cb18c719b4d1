#: $ make b a b; make nothere; make ./a; make -- -x; make X=1 a Y=2
a b: ; @echo $@ '$(MAKECMDGOALS)'
-x: ; @echo dash '$@'
ifneq (,$(filter b,$(MAKECMDGOALS)))
$(info has b)
endif
