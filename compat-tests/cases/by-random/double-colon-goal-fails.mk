#: $ make -k first; make -k second; make -k runs; make -k both
#: about what is said of a double-colon goal goes by its first rule
first::
first:: nosuch1
second:: nosuch2
second::
runs:: ; @echo $@
runs:: nosuch3
both::
both:: nosuch4
both:: nosuch5
