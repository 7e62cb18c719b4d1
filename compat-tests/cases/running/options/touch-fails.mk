#: about a target that -t can not touch does not keep the goals behind it from being touched
#: $ make -t c b; rm -f b
#: $ make -t d b; rm -f b
#: $ make -t d c b; rm -f b
#: $ make -t nosuch b
#: $ make -t e b
c: ; +false
b: ; echo b
d: nodir/d; +false
nodir/d: ; echo d
e: nodir/d b
