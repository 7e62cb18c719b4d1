#: $ mkdir src; touch src/car.in; make src/ecar src/acat e.x
e%t: c%r ; @echo '$@ $< $*'
a%: c% ; @echo '$@ $< $*'
src/e%r: src/%r.in ; @echo '$@ $< $*'
src/%r.in: ;
%at: ; @echo '$@ $*'
e%: c%in ; @echo '$@ $< $*'
%.x: ; @echo $@
