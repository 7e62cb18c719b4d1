#: about pattern-specific and private values, conditionally
all: a b c
%: P = pct
a%: P += more
a: P += own
a b c: ; @echo $@ $(P) $(Q) $(R) $(origin P) $(S)
b: private Q = privq
b: c
b: R = inh
c: R += c
Q = gq
R := gr
%b: S := $(Q)$(P)
c%: S := no
c: S ?= cond
b: P ?= cond
