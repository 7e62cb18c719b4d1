#: $ at 1 s; make -q; echo $?; make; make -q; echo $?; make -q nothere; echo $?
t: s ; cp s $@
