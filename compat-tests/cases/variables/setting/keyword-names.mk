#: $ make
include = i
define = d
export = e
endef = f
ifdef = g
override = o
private = p
$(info $(include) $(define) $(export) $(endef) $(ifdef) $(override) $(private))
all: ; @:
