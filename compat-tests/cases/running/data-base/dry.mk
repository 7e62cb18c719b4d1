#: about -p with -n, -t and -q: the times of files that were not made
#: $ at 20 old; at 30 source
#: $ make -pn | sed '1,/^# Files/d; /^# VPATH/,$d' | sed -n '/^old/,/^$/p; /^none/,/^$/p'
#: $ make -pt | sed '1,/^# Files/d; /^# VPATH/,$d' | sed -n '/^old/,/^$/p; /^none/,/^$/p'
#: $ rm none; at 20 old; make -pnq | sed '1,/^# Files/d; /^# VPATH/,$d' | sed -n '/^old/,/^$/p; /^none/,/^$/p'
#: $ make -pq none | sed '1,/^# Files/d; /^# VPATH/,$d' | sed -n '/^old/,/^$/p; /^none/,/^$/p'
#: filter s/(Collisions=).*/\1/
all: old none
old: source ; @echo $@
none: ; @echo $@
