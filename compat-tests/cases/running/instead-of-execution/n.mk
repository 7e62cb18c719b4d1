#: $ at 1 s; make -n; make --just-print; make --dry-run t; make --recon t; ls
t: m ; cp m $@
	+@echo plus runs
m: s
	@touch $@
