#: xfail no data base after an error about switches
#: $ make -p --bogus 2>&1 | grep -c "^# Make data base"
all:
