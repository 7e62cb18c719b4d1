#: $ touch r.v; make r; make q
%:: %.v ; @echo terminal $@
q.v: ; @echo made q.v
