#: $ at 1 s; at 5 t; make -rR -d | sed '1,/^Reading makefiles/d'
#: filter s/(Live|Reaping winning|Putting|Removing|Got a|Need a) (child|job).*/\1 child/
t: s ; @echo t
s: ;
