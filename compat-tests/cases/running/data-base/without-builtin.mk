#: about -p with -r, from the command line and from the makefile: which built-in files are listed
#: $ make -pr | sed '1,/^# Files/d; /^# VPATH/,$d'
#: $ make -p f=-r | sed '1,/^# Files/d; /^# VPATH/,$d'
#: $ make -p f= none | sed '1,/^# Files/d; /^# VPATH/,$d' | grep -v '^#  [^B]' | head -20
#: filter s/^(#  Last modified 20[^0].).*/\1/
#: filter s/(Collisions=).*/\1/
MAKEFLAGS += $(f)
all: ;
none: ;
