#: xfail a source of two rules of one target is pruned the second time
#: $ touch src; make -rR --debug=v | tail -n +7
all:: src ; @echo 1
all:: src ; @echo 2
