#: $ make
include gen.mk
all: ; @echo all
gen.mk: missing.in
	cp $< $@
