#: about -p: how often an entry of a table was looked for in a taken slot
#: xfail umake counts entries, not look-ups
#: $ make -pr | grep -A1 'files hash-table'
all: ;
