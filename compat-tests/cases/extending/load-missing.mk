#: about objects that are not there
#: $ make; make -f opt.mk; make -f rule.mk
load no-such.so
all: ; @echo all
#: file opt.mk
-load no-such.so
all: ; @echo all '$(.LOADED)'
#: file rule.mk
load gen.so
gen.so: ; @echo cannot make $@; false
all: ; @echo all
