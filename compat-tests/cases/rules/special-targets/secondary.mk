#: $ touch s; make; make; rm mid; make
.SECONDARY: mid
t: mid ; @echo $@; touch $@
mid: s ; @echo $@; touch $@
