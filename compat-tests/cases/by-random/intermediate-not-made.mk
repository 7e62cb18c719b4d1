#: $ touch -d 2001-01-01 o.out p.out; make -r o.out p.out
#: about an intermediate file that its recipe does not make is not in $?
%.out: %.mid ; @echo "[$?]"
%.mid: %.in ; @:
p.mid:: p.in ; @:
o.in p.in: ; touch $@
