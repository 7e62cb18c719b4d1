#: about -p: the sections after the variables, byte for byte but for dates and what tells of memory
#: $ at 20 src; at 30.5 uptodate; mkdir cc; at 10 cc/v.c
#: $ make -p > db; sed '1,/^# Implicit Rules/d; /^# strcache buf/,/^# Load=[0-9]*.8192/d' db
#: filter s/^(# Finished Make data base on|#  Last modified 20[^0].).*/\1/
#: filter s/(Collisions=).*/\1/
#: ignore db
all: done ex uptodate tv dc e missing sec.o pat.z v.o y
	@:
done: ; @true $$
ex: src
uptodate: src ; touch $@
tv: X = 1
tv:
dc:: src ; @true
dc:: ; @true
e: ;
-include inc.mk
missing:
sec.o: src | oo
	@true
oo:
%.z: Y := pat
%.z: src
	@true $@
never: W = 2
never: foo ; @false
m/t: %/t: %/s ; x
.PRECIOUS: ex
.SECONDARY: uptodate
.PHONY: e
mm nn &: src ; touch mm nn
y z x &: ; @touch x y z
.SUFFIXES: .q .j
.q.j: ; foo
.SILENT: zz
vpath %.c cc dd
VPATH = sub:other
v.o: v.c ; @true
