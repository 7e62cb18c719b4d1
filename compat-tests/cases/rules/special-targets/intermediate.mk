#: $ touch s; make; make; rm t; make
.INTERMEDIATE: mid
t: mid ; @echo $@; touch $@
mid: s ; @echo $@; touch $@
