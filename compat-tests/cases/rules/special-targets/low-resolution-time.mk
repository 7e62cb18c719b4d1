#: $ touch -d '2020-01-01 00:00:01.5' src; touch -d '2020-01-01 00:00:01' dst; make dst; make other
.LOW_RESOLUTION_TIME: dst
dst: src ; @echo making $@
other: src dst ; @echo $?
src: ;
