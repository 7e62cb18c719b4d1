#: about each link of a chain may use a file that is only mentioned, before the next rule is tried
#: $ make -r --debug=i bar.1
#: $ make -rk bar.8 bar.9
#: $ make foo
#: filter /^(GNU Make|umake) /,/^There is NO/d
%.1: %.2 ; @echo $@
%.2: %.3 ; @echo $@
%.3: %.4 ; @echo $@
other: bar.4

%.8: %.9 ; @echo $@

another: foo.c
