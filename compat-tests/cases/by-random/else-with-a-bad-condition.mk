#: $ make; make -f open.mk
#: $ make -w --debug=b -Oline 2>&1 | grep -v '^Copyright\|^umake\|^GNU\|^Built\|^License\|^This is\|^There'
#: about a condition after else that can't be read leaves a level open; debugging output is not synchronised
V = 1
ifndef V
else ifndef a b
endif
$(info after)
endif
all: ; @echo $@
#: file open.mk
V = 1
ifndef V
else ifeq a b
endif
all: ; @echo $@
