#: $ make
#: $ rm -f .y all b; make -r
#: about the suffixes of the default .SUFFIXES count as mentioned
.SUFFIXES:
all: b
%: .y ; @echo $@ from $<; touch $@
