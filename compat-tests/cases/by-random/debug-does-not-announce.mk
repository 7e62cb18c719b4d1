#: about debugging output comes before "Entering directory"
#: env MAKELEVEL=2
#: $ make --debug=b --shuffle=reverse
#: filter /^(GNU Make|umake) /,/^There is NO/d
a: ; @echo $@
