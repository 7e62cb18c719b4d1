#: about makefiles are remade even under -n, -t and -q
#: $ make -n
#: $ rm gen.mk; make -q; echo $?
#: $ rm gen.mk; make -t
include gen.mk
all: ; touch all
gen.mk: ; @echo 'X = 1' > $@
