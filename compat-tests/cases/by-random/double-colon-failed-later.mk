#: $ make -k all; make -k other
#: about who asks for a double-colon target again is told of its first rule
all: late user
user: late ; @echo $@
late:: ; @:
late:: ; @false
other: early asks
asks: early ; @echo $@
early:: ; @false
early:: ; @:
