#: $ at 1 s; make -t; ls; make -t; make -ts B=1; make -t new
t: m ; cp m $@
m: s ; touch $@
new: ph ; cp s new
.PHONY: ph
ph: ; echo ph
