#: about an intermediate file made for a target that -W calls new is in $?
#: $ make -W t0
#: $ rm -f t1; make -W t0 --debug=v | sed '1,/goal targets/d'
t0: t1 t2; @echo $?
t1:; @touch $@
t2:
.SECONDARY: t1
