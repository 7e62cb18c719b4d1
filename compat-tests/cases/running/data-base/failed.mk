#: about -p: the state of a target whose failure ended make
#: xfail umake shows it as it is once make has gone on
#: $ make -p | sed '1,/^# Files/d' | sed -n '/^bad/,/^$/p'
#: $ make -p none | sed '1,/^# Files/d' | sed -n '/^none/,/^$/p'
bad: ; @false
