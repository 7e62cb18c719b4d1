#: $ mkdir lib; touch lib/libfoo.a libbar.so lib/libbar.a; make
#: $ make missing
VPATH = lib
all: -lfoo -lbar ; @echo '$^'
missing: -lnothere ; @echo $^
