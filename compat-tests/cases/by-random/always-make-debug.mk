#: about -B does not make prerequisites newer
#: $ make -B --debug=b x
#: filter /^(GNU Make|umake) /,/^There is NO/d
x: y ; @echo $@ $?
y: ;
#: file x
#: file y
