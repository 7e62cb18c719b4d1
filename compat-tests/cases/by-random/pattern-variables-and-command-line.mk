#: $ for v in simple append shell immediate recursive conditional both override own; do make $v V='echo $(info used)a$$b'; done
#: $ for v in simple append shell immediate recursive; do make $v V:='echo a$$b'; done
#: about a pattern-specific assignment takes the command line's value where that wins
simple append shell immediate recursive conditional both override own: ; $(info $@ [$(value V)] $(flavor V) $(origin V))@:
%imple: V := $(info expanded)x
%ppend: V += x
%hell: V != echo run >&2
%mmediate: V :::= $(info expanded)x
%ecursive: V = x
%onditional: V ?= x
%oth: V = x
bot%: V += y
%verride: override V = x
own: V = x
%wn: V += x
