#: $ make
a\%b.x: a\%b.%: c\%.% ; @echo "$@ $* $<"
c\%.x: ;
