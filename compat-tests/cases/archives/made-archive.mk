#: about making a member makes the archive: its time is looked up again
#: $ touch x; make --trace 2>&1 | grep -v '^[ar]'
#: $ rm -f lib.a; make --trace -f later.mk 2>&1 | grep -v '^[ar]'
#: ignore lib.a
all: lib.a
lib.a: lib.a(x); @echo $@
lib.a(x): x; ar rc lib.a $^
#: file later.mk
all: lib.a
lib.a: lib.a(x) m; @echo $@
lib.a(x):; @:
m:; touch lib.a
