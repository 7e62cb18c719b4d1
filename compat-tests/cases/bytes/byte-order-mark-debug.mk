#: about --debug mentions byte order marks
#: $ printf "\357\273\277all: ; @echo hi\ninclude x.mk\n" > m.mk; printf "\357\273\277a = b\n" > x.mk; make -f m.mk --debug=m | grep BOM
#: makefile none
