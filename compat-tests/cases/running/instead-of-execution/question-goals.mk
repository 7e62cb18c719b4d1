#: about -q goes on with the next goal, unless a sub-make gave the answer
#: $ make -q ask nosuch
#: $ make -q ask other nosuch
#: $ make -q sub nosuch
#: $ make -q list nosuch
#: $ make -q sure ask nosuch
#: $ make -q needs-intermediate
ask other:; foo
sub:; +false
sure:; +true
list: ask sub; foo
needs-intermediate: ask between; foo
.INTERMEDIATE: between
